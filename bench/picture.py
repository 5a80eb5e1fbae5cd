"""The files of examples/time-picture made with Pillow, and how good both are at equal bytes:

    cargo run --release -p repti-picture --example time-picture --out DIR
    python3 bench/picture.py DIR          # needs: pip install Pillow numpy

Times are of one thread, the best of five rounds. Quality is the error against the photo in the same size, made by Pillow without compression; Pillow's is
read off its own curve of bytes and decibels at as many bytes as ours has.
"""

import io
import resource
import sys
import time
from pathlib import Path

import numpy
from PIL import Image

GOAL = (1600, 960, 480, 240)
ROUNDS = 5
folder = Path(sys.argv[1])
source = (folder / "photo.jpg").read_bytes()


def encoded(image, kind, quality, **more):
    out = io.BytesIO()
    image.save(out, kind, quality=quality, **more)
    return out.getvalue()


def resized(image, width):
    return image.resize((width, round(image.height * width / image.width)), Image.Resampling.LANCZOS)


def opened(draft):
    image = Image.open(io.BytesIO(source))
    if draft:
        # libjpeg then decodes at half the size, as whoever tunes Pillow does it.
        image.draft("RGB", (GOAL[0], GOAL[0]))
    return image.convert("RGB")


def round_of(draft):
    """Every size from the one before, WebP at 80 with effort 4, and JPEG in the largest."""
    image = opened(draft)
    for width in GOAL:
        image = resized(image, width)
        encoded(image, "WEBP", 80, method=4)
        if width == GOAL[0]:
            encoded(image, "JPEG", 80, progressive=True)


def best(work):
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1e3)
    return min(times)


def decibels(image, reference):
    difference = numpy.asarray(image, dtype=float) - numpy.asarray(reference, dtype=float)
    return 10 * numpy.log10(255**2 / (difference**2).mean())


def read(data):
    return Image.open(io.BytesIO(data)).convert("RGB")


def compare(width, kind, extension, **more):
    """Ours, and Pillow's at as many bytes."""
    ours = folder / f"{width}.{extension}"
    if not ours.exists():
        return
    data = ours.read_bytes()
    reference = resized(opened(False), width)
    curve = []
    for quality in range(60, 97, 2):
        theirs = encoded(reference, kind, quality, **more)
        curve.append((len(theirs), decibels(read(theirs), reference)))
    curve.sort()
    theirs = numpy.interp(len(data), *zip(*curve))
    mine = decibels(read(data), reference)
    print(f"{width}.{extension}\t{len(data)} bytes\t{mine:.2f} dB\tPillow {theirs:.2f} dB\t{mine - theirs:+.2f} dB")


print(f"Pillow\t{best(lambda: round_of(False)):.0f} ms")
print(f"Pillow, tuned\t{best(lambda: round_of(True)):.0f} ms")
print(f"peak\t{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss} kB")
for width in GOAL:
    compare(width, "WEBP", "webp", method=4)
compare(GOAL[0], "JPEG", "jpg", progressive=True)
