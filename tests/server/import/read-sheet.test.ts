// Files as users send them: encodings, quotes, numbers, archives that unpack to more than they declare.
import { deflateRawSync } from "node:zlib";
import { readSheet } from "@minqing/server/import/read-sheet";
import { unpackedSize } from "@minqing/server/import/unpacked-size";
import { writeXlsx } from "hucre/xlsx";
import { describe, expect, test } from "vitest";

const utf8 = (text: string) => new TextEncoder().encode(text);

describe("CSV", () => {
  /** 账号,姓名 / a1,林㐂 with 㐂 outside of GB2312, in its four bytes. */
  const GB18030 = [
    0xd5, 0xcb, 0xba, 0xc5, 0x2c, 0xd0, 0xd5, 0xc3, 0xfb, 0x0d, 0x0a, 0x61, 0x31, 0x2c, 0xc1, 0xd6, 0x81, 0x39, 0xef,
    0x38,
  ];

  test("is read in GB18030, in UTF-8 with and without a mark, and in UTF-16 with one", async () => {
    const text = "账号,姓名\r\na1,林一";
    const files = [
      new Uint8Array([...GB18030.slice(0, -4), 0xd2, 0xbb]),
      utf8(text),
      utf8(`\ufeff${text}`),
      new Uint8Array(Buffer.from(`\ufeff${text.replaceAll(",", "\t")}`, "utf16le")),
    ];
    for (const file of files) {
      const sheet = await readSheet(file);
      expect(sheet).toEqual({ header: ["账号", "姓名"], rows: [{ row: 2, cells: ["a1", "林一"] }] });
    }
  });

  test("keeps characters of four bytes", async () => {
    const text = new TextDecoder("gb18030").decode(new Uint8Array(GB18030.slice(-4)));
    expect([...text]).toHaveLength(1);
    expect((await readSheet(new Uint8Array(GB18030))).rows[0]?.cells).toEqual(["a1", `林${text}`]);
  });

  test("keeps quotes, commas and lines inside of quotes, and zeros at the beginning", async () => {
    const { rows } = await readSheet(utf8('a,b\n"0012","x ""y"", z\n2"\n\nlast,007'));
    expect(rows).toEqual([
      { row: 2, cells: ["0012", 'x "y", z\n2'] },
      { row: 4, cells: ["last", "007"] },
    ]);
  });

  test("with a quote that never ends is refused", async () => {
    await expect(readSheet(utf8('a,b\n"open,1\n'))).rejects.toThrow(/expected CSV/);
  });
});

describe("XLSX", () => {
  test("gives text; a number keeps its digits or is lost; only the first sheet counts", async () => {
    const day = new Date(Date.UTC(2026, 0, 2));
    const rows = [
      ["a", "b"],
      ["0012", 441521101201001],
      [Number("441521101201001001"), 1.5],
      [day, true],
    ];
    const file = await writeXlsx({
      sheets: [
        { name: "one", rows },
        { name: "two", rows: [["other"]] },
      ],
    });
    expect(await readSheet(file)).toEqual({
      header: ["a", "b"],
      rows: [
        { row: 2, cells: ["0012", "441521101201001"] },
        { row: 3, cells: [{ lost: "441521101201001000" }, { lost: "1.5" }] },
        { row: 4, cells: [{ lost: "2026-01-02" }, "true"] },
      ],
    });
  });

  test("leaves no row out in silence: far below it is read, too many and too wide are refused", async () => {
    const empty = Array.from({ length: 30_000 }, () => [null]);
    const far = await writeXlsx({ sheets: [{ name: "one", rows: [["a"], ...empty, ["last"]] }] });
    expect((await readSheet(far)).rows).toEqual([{ row: 30_002, cells: ["last"] }]);
    const many = Array.from({ length: 20_002 }, () => ["x"]);
    const wide = [["a"], [...Array<null>(64).fill(null), "far"]];
    await expect(readSheet(await writeXlsx({ sheets: [{ name: "one", rows: many }] }))).rejects.toThrow(/20000 rows/);
    await expect(readSheet(await writeXlsx({ sheets: [{ name: "one", rows: wide }] }))).rejects.toThrow(/64 columns/);
    await expect(readSheet(utf8(`a\n${"\n".repeat(20_001)}last`))).rejects.toThrow(/20000 rows/);
    expect((await readSheet(utf8(`a\n${"x\n".repeat(20_000)}`))).rows).toHaveLength(20_000);
  });

  test("says how large it is unpacked", async () => {
    const small = await writeXlsx({ sheets: [{ name: "one", rows: [["a"]] }] });
    expect(unpackedSize(small)).toBeGreaterThan(small.byteLength);
    expect(unpackedSize(small.slice(0, -30))).toBeNull();
  });

  test("that says it unpacks to more than is allowed is refused before it is unpacked", async () => {
    await expect(readSheet(archive(new Uint8Array(65 * 1024 * 1024)))).rejects.toThrow(/67108864 bytes unpacked/);
  });

  test("that hides its size is refused", async () => {
    await expect(readSheet(archive(new Uint8Array(1_000), 0))).rejects.toThrow(/damaged/);
  });

  test("that says less than it unpacks to is refused", async () => {
    await expect(readSheet(archive(new Uint8Array(10_000_000).fill(0x20), 100))).rejects.toThrow(
      /expected an XLSX file/,
    );
  });

  test("that is no spreadsheet is refused", async () => {
    await expect(readSheet(archive(utf8("text")))).rejects.toThrow(/expected an XLSX file/);
  });
});

/** A ZIP archive of one entry that declares `said` unpacked bytes. [APPNOTE 6.3.10 §4.3] */
function archive(content: Uint8Array, said = content.byteLength, name = "[Content_Types].xml"): Uint8Array {
  const packed = deflateRawSync(content);
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(8, 8);
  local.writeUInt32LE(packed.byteLength, 18);
  local.writeUInt32LE(said, 22);
  local.writeUInt16LE(name.length, 26);
  const central = Buffer.alloc(46);
  central.writeUInt32LE(0x02014b50, 0);
  central.writeUInt16LE(8, 10);
  central.writeUInt32LE(packed.byteLength, 20);
  central.writeUInt32LE(said, 24);
  central.writeUInt16LE(name.length, 28);
  const body = Buffer.concat([local, Buffer.from(name), packed]);
  const directory = Buffer.concat([central, Buffer.from(name)]);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(directory.byteLength, 12);
  end.writeUInt32LE(body.byteLength, 16);
  return new Uint8Array(Buffer.concat([body, directory, end]));
}

test.each([
  ["<html><head></head><body><table><tr><td>账号</td></tr></table></body></html>"],
  ['<?xml version="1.0"?><Workbook></Workbook>'],
  ["\n <table>"],
])("a web page that is called .xls is refused by what it is: %.20s", async (text) => {
  await expect(readSheet(utf8(text))).rejects.toThrow(/web page or XML/);
});
