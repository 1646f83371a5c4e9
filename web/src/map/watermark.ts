// The watermark 模拟数据 inside the map's canvas, so that every picture of the map has it.

/** A power of two, because MapLibre aligns patterns with its tiles of 512 px. */
const WIDTH = 512;
const HEIGHT = 512;

/** A tile that MapLibre repeats over the whole map. */
export function watermarkImage(text: string): ImageData {
  const canvas = document.createElement("canvas");
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("expected a 2d canvas for the watermark, got none");
  context.translate(WIDTH / 2, HEIGHT / 2);
  context.rotate(-Math.PI / 9);
  context.font = '400 30px "Noto Sans CJK SC", "Noto Sans SC", sans-serif';
  context.textAlign = "center";
  context.fillStyle = "rgba(232, 238, 244, 0.075)";
  context.fillText(text, 0, 10);
  return context.getImageData(0, 0, WIDTH, HEIGHT);
}
