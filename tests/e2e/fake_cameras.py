"""Cameras that never lie: each shows one colour and a bar that wanders, so that every picture says whose it is."""

from pathlib import Path

import numpy as np
from playwright.async_api import Page

WIDTH, HEIGHT, FPS, PICTURES = 426, 240, 10, 20
COLOURS = {"hall": (200, 60, 60), "chi-nhanh-1": (60, 170, 60), "chi-nhanh-2": (70, 70, 210)}
BAR = 40  # rows at the foot, where the bar wanders
READ = """(video) => {
  const canvas = document.createElement("canvas");
  Object.assign(canvas, {width: 32, height: 18});
  const context = canvas.getContext("2d");
  context.drawImage(video, 0, 0, 32, 18);
  const data = context.getImageData(4, 2, 24, 10).data, sum = [0, 0, 0];
  for (let at = 0; at < data.length; at++) if (at % 4 < 3) sum[at % 4] += data[at] / (data.length / 4);
  return sum;
}"""


def film(point: str, folder: Path) -> Path:
    """A `.y4m` file for `--use-file-for-fake-video-capture`."""
    path = folder / f"{point}.y4m"
    head = f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F{FPS}:1 Ip A1:1 C420\n".encode()
    y, u, v = _yuv(*COLOURS[point])
    with path.open("wb") as file:
        file.write(head)
        for at in range(PICTURES):
            light = np.full((HEIGHT, WIDTH), y, np.uint8)
            begin = at * (WIDTH - BAR) // PICTURES
            light[-BAR:, begin : begin + BAR] = 235
            colours = [np.full((HEIGHT // 2, WIDTH // 2), one, np.uint8) for one in (u, v)]
            file.write(b"FRAME\n" + light.tobytes() + b"".join(plane.tobytes() for plane in colours))
    return path


def arguments(path: Path) -> list[str]:
    """A browser before this camera."""
    return [
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-video-capture={path}",
    ]


def whose(colour: tuple[float, ...] | list[float]) -> str:
    """The point whose colour this is; empty for none of them, such as the dark picture."""
    apart = {point: max(abs(a - b) for a, b in zip(colour, own, strict=True)) for point, own in COLOURS.items()}
    nearest = min(apart, key=lambda point: apart[point])
    return nearest if apart[nearest] < 40 else ""


def whose_picture(picture: np.ndarray) -> str:
    """The same for a decoded RGB picture."""
    height, width = picture.shape[:2]
    middle = picture[height // 8 : height * 5 // 8, width // 8 : width * 7 // 8]
    return whose([float(one) for one in middle.reshape(-1, 3).mean(axis=0)])


async def seen(page: Page, video: str) -> str:
    """Whose picture this element shows now."""
    return whose(await page.locator(video).first.evaluate(READ))


def _yuv(red: int, green: int, blue: int) -> tuple[int, int, int]:
    y = 0.257 * red + 0.504 * green + 0.098 * blue + 16
    u = -0.148 * red - 0.291 * green + 0.439 * blue + 128
    v = 0.439 * red - 0.368 * green - 0.071 * blue + 128
    return round(y), round(u), round(v)
