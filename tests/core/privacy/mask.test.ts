import { CaseContact } from "@minqing/core/privacy/contact";
import {
  type IdentityShows,
  maskAddress,
  maskIdentityNumber,
  maskName,
  maskPhone,
  maskPlate,
} from "@minqing/core/privacy/mask";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

const GIVEN = [..."伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英"];
const digits = (length: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((each) => each.join(""));

describe("names", () => {
  test.each([
    ["张三", "张**"],
    ["张小明", "张**"],
    ["张", "张**"],
    ["欧阳娜娜", "欧阳**"],
    ["司马光", "司马**"],
    // Two characters: 欧 may be the surname, and 阳 the given name.
    ["欧阳", "欧**"],
    ["张女士", "张**"],
    ["阿不都·热合曼", "阿**"],
    ["John Smith", "J**"],
    [" 李四 ", "李**"],
    ["", "**"],
    ["𠮷田一", "𠮷**"],
  ])("%s becomes %s", (name, masked) => {
    expect(maskName(name)).toBe(masked);
  });

  test("neither the given name nor its length stays", () => {
    const surname = fc.constantFrom("张", "王", "欧阳", "诸葛", "阿");
    const given = fc.array(fc.constantFrom(...GIVEN), { minLength: 1, maxLength: 6 }).map((each) => each.join(""));
    fc.assert(
      fc.property(surname, given, (first, rest) => {
        const masked = maskName(first + rest);
        expect(masked).toBe(`${first}**`);
        expect(maskName(masked)).toBe(masked);
      }),
    );
  });
});

describe("telephones", () => {
  test.each([
    ["13812341234", "138****1234"],
    ["+86 138-1234-1234", "138****1234"],
    ["008613812341234", "138****1234"],
    ["0660-3376543", "0660-****543"],
    ["(0755) 26541234", "0755-****1234"],
    ["010-65541234", "010-****1234"],
    ["3376543", "****543"],
    ["12345", "****"],
    ["0660-3376543-8001", "****"],
    ["+1 202 555 0136", "****"],
    ["张三家", "****"],
    ["", "****"],
  ])("%s becomes %s", (phone, masked) => {
    expect(maskPhone(phone)).toBe(masked);
    expect(maskPhone(masked)).toBe(masked);
  });

  test("four digits of every number are hidden, and a mobile number keeps its eleven characters", () => {
    fc.assert(
      fc.property(fc.integer({ min: 13, max: 19 }), digits(9), (network, rest) => {
        const masked = maskPhone(`${network}${rest}`);
        expect(masked).toBe(`${network}${rest.slice(0, 1)}****${rest.slice(-4)}`);
        expect(maskPhone(masked)).toBe(masked);
      }),
    );
  });

  test("of every text at least four characters are hidden, and masking twice changes nothing", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), (text) => {
        const masked = maskPhone(text);
        expect(masked).toContain("****");
        expect(masked.length).toBeLessThanOrEqual(13);
        expect(maskPhone(masked)).toBe(masked);
      }),
    );
  });
});

describe("identity numbers", () => {
  test("show the digits of the policy, with their eighteen characters", () => {
    expect(maskIdentityNumber("44150219900307123x", "area-and-end")).toBe("441502********123X");
    expect(maskIdentityNumber("441502199003071237", "ends")).toBe("4****************7");
    expect(maskIdentityNumber("441502900307123", "ends")).toBe("*".repeat(18));
    expect(maskIdentityNumber("护照 E1234567", "area-and-end")).toBe("*".repeat(18));
  });

  test("the day of birth is hidden", () => {
    fc.assert(
      fc.property(digits(18), fc.constantFrom<IdentityShows>("area-and-end", "ends"), (number, shows) => {
        const masked = maskIdentityNumber(number, shows);
        expect(masked).toHaveLength(18);
        expect(masked.slice(6, 14)).toBe("********");
        expect(maskIdentityNumber(masked, shows)).toBe(masked);
      }),
    );
  });
});

describe("plates", () => {
  test.each([
    ["浙A12312", "浙A***12"],
    ["粤N·12345", "粤N***45"],
    ["粤nd12345", "粤N****45"],
    ["粤Z1234港", "粤Z***4港"],
    ["没有牌", "*******"],
    ["A12345", "*******"],
  ])("%s becomes %s", (plate, masked) => {
    expect(maskPlate(plate)).toBe(masked);
    expect(maskPlate(masked)).toBe(masked);
  });

  test("the middle is hidden, the length stays", () => {
    const character = fc.constantFrom(..."ABCDEFGHJKLMNPQRSTUVWXYZ0123456789");
    fc.assert(
      fc.property(fc.array(character, { minLength: 5, maxLength: 6 }), (rest) => {
        const masked = maskPlate(`粤N${rest.join("")}`);
        expect(masked).toBe(`粤N${"*".repeat(rest.length - 2)}${rest.slice(-2).join("")}`);
        expect(maskPlate(masked)).toBe(masked);
      }),
    );
  });
});

describe("addresses", () => {
  test.each([
    ["汕尾市城区凤山街道奎山社区3巷5号", "汕尾市城区凤山街道***"],
    ["广东省汕尾市海丰县海城镇红城大道西88号2栋301", "广东省汕尾市海丰县海城镇***"],
    ["陆河县上护镇硁二村", "陆河县上护镇***"],
    ["江西省景德镇市昌江区瓷都大道1号", "江西省景德镇市昌江区***"],
    ["汕尾市阳光小区5栋201", "汕尾市***"],
    ["阳光小区5栋201", "***"],
    ["3号楼201室凤山街道", "***"],
    ["", "***"],
  ])("%s becomes %s", (address, masked) => {
    expect(maskAddress(address)).toBe(masked);
    expect(maskAddress(masked)).toBe(masked);
  });

  test("no number of a house stays, wherever it stands", () => {
    const part = fc.constantFrom(
      "汕尾市",
      "城区",
      "凤山街道",
      "红城大道",
      "12号",
      "3栋",
      "501室",
      "海城镇",
      "奎山社区",
      "５０１",
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        const masked = maskAddress(parts.join(""));
        expect(masked).not.toMatch(/[\d０-９号室栋]|大道|社区/);
        expect(masked.endsWith("***")).toBe(true);
        expect(maskAddress(masked)).toBe(masked);
      }),
    );
  });
});

test("a contact is validated, and a plate is stored in one form", () => {
  const contact = { name: " 张三 ", phone: "138 1234 1234" };
  expect(CaseContact.parse({ ...contact, plate: "粤n·d12345", identityNumber: "44150219900307123x" })).toEqual({
    name: "张三",
    phone: "138 1234 1234",
    plate: "粤ND12345",
    identityNumber: "44150219900307123X",
  });
  for (const wrong of [{ name: " " }, { phone: "张三" }, { plate: "粤N1" }, { identityNumber: "123" }]) {
    expect(CaseContact.safeParse({ ...contact, ...wrong }).success, JSON.stringify(wrong)).toBe(false);
  }
});
