"""The files of examples/time-picture made with Pillow, and how good both are at equal bytes. For bench/pictures.mjs; by hand:

    cargo run --release -p repti-picture --example time-picture -- --out DIR
    python3 bench/picture.py time DIR/photo.jpg ROUNDS   # "pillow MS", "pillow tuned MS", "peak KB": one thread, the best of so many rounds
    python3 bench/picture.py judge DIR                   # a line for each file: how far it is from the photo, and Pillow's at as many bytes

Quality is the error against the photo in the same size, made by Pillow without compression; Pillow's is read off its own curve of bytes and decibels.
"""

import io
import resource
import sys
import time
from pathlib import Path

import numpy
from PIL import Image

GOAL = (1600, 960, 480, 240)


def encoded(image, kind, quality, **more):
    out = io.BytesIO()
    image.save(out, kind, quality=quality, **more)
    return out.getvalue()


def resized(image, width):
    return image.resize((width, round(image.height * width / image.width)), Image.Resampling.LANCZOS)


def opened(source, draft):
    image = Image.open(io.BytesIO(source))
    if draft:
        # libjpeg then decodes at half the size, as whoever tunes Pillow does it.
        image.draft("RGB", (GOAL[0], GOAL[0]))
    return image.convert("RGB")


def round_of(source, tuned):
    """WebP at 80 in every size, with effort 4 as Pillow has it, and JPEG in the largest. Tuned: decoded at half the size, and effort 1 as ours."""
    image = opened(source, tuned)
    for width in GOAL:
        # Each size from the one before, as ours are made.
        image = resized(image, width)
        encoded(image, "WEBP", 80, method=1 if tuned else 4)
        if width == GOAL[0]:
            encoded(image, "JPEG", 80, progressive=True)


def best(rounds, work):
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1e3)
    return min(times)


def decibels(image, reference):
    difference = numpy.asarray(image, dtype=float) - numpy.asarray(reference, dtype=float)
    return 10 * numpy.log10(255**2 / (difference**2).mean())


def read(data):
    return Image.open(io.BytesIO(data)).convert("RGB")


def compare(folder, width, kind, extension, **more):
    """Ours, and Pillow's at as many bytes."""
    data = (folder / f"{width}.{extension}").read_bytes()
    reference = resized(opened((folder / "photo.jpg").read_bytes(), False), width)
    curve = []
    for quality in range(60, 97, 2):
        theirs = encoded(reference, kind, quality, **more)
        curve.append((len(theirs), decibels(read(theirs), reference)))
    curve.sort()
    theirs = numpy.interp(len(data), *zip(*curve))
    mine = decibels(read(data), reference)
    print(f"{width}.{extension}\t{len(data)}\t{mine:.2f}\t{theirs:.2f}\t{mine - theirs:+.2f}")


def main(what, where, rounds="1"):
    if what == "time":
        source = Path(where).read_bytes()
        for name, tuned in (("pillow", False), ("pillow tuned", True)):
            print(f"{name}\t{best(int(rounds), lambda tuned=tuned: round_of(source, tuned)):.1f}")
        print(f"peak\t{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}")
    else:
        for width in GOAL:
            compare(Path(where), width, "WEBP", "webp", method=4)
        compare(Path(where), GOAL[0], "JPEG", "jpg", progressive=True)


main(*sys.argv[1:])
