"""Makes the fonts of this folder out of whole ones: the characters that names are written with, kerning, and three signs that the originals lack.

    pip install fonttools
    npm pack @expo-google-fonts/inter @expo-google-fonts/source-serif-4 @expo-google-fonts/jetbrains-mono, unpacked side by side
    python make.py FOLDER
"""

import math
import sys
from pathlib import Path

from fontTools import subset
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

FONTS = {
    "serif": "source-serif-4/package/600SemiBold/SourceSerif4_600SemiBold.ttf",
    "italic": "source-serif-4/package/400Regular_Italic/SourceSerif4_400Regular_Italic.ttf",
    "sans": "inter/package/400Regular/Inter_400Regular.ttf",
    "bold": "inter/package/600SemiBold/Inter_600SemiBold.ttf",
    "mono": "jetbrains-mono/package/400Regular/JetBrainsMono_400Regular.ttf",
}
RANGES = [
    (0x20, 0x7E), (0xA0, 0x24F), (0x259, 0x259), (0x2BB, 0x2BC), (0x2C6, 0x2DD), (0x300, 0x304), (0x306, 0x30C), (0x327, 0x328),
    (0x370, 0x3FF), (0x400, 0x45F), (0x490, 0x491), (0x1E00, 0x1EFF), (0x2010, 0x2027), (0x2030, 0x2030), (0x2032, 0x2033),
    (0x2039, 0x203A), (0x2044, 0x2044), (0x20AC, 0x20AC), (0x2113, 0x2113), (0x2116, 0x2116), (0x2122, 0x2122), (0x2126, 0x2126),
    (0x2150, 0x215E), (0x2190, 0x2193), (0x2212, 0x2212), (0x2248, 0x2248), (0x2260, 0x2260), (0x2264, 0x2265), (0x25A0, 0x25A1),
]


def ring(pen, x, y, radius, outward):
    """A circle of eight quadratic curves; the inner one runs the other way."""
    steps = range(8) if outward else range(8, 0, -1)
    at = lambda turn, far: (x + far * math.cos(turn), y + far * math.sin(turn))
    pull = radius / math.cos(math.pi / 8)
    pen.moveTo(at(steps[0] * math.pi / 4, radius))
    for step in steps:
        turn, way = step * math.pi / 4, math.pi / 4 if outward else -math.pi / 4
        pen.qCurveTo(at(turn + way / 2, pull), at(turn + way, radius))
    pen.closePath()


def bar(pen, a, b, width):
    """A straight stroke."""
    (ax, ay), (bx, by) = a, b
    length = math.hypot(bx - ax, by - ay)
    dx, dy = (by - ay) / length * width / 2, (ax - bx) / length * width / 2
    pen.moveTo((ax - dx, ay - dy))
    pen.lineTo((ax + dx, ay + dy))
    pen.lineTo((bx + dx, by + dy))
    pen.lineTo((bx - dx, by - dy))
    pen.closePath()


def male(pen, em, thick):
    ring(pen, 0.31 * em, 0.24 * em, 0.22 * em, True)
    ring(pen, 0.31 * em, 0.24 * em, 0.22 * em - thick, False)
    bar(pen, (0.45 * em, 0.38 * em), (0.68 * em, 0.61 * em), thick)
    bar(pen, (0.46 * em, 0.66 * em), (0.71 * em, 0.66 * em), thick)
    bar(pen, (0.68 * em, 0.69 * em), (0.68 * em, 0.43 * em), thick)


def female(pen, em, thick):
    ring(pen, 0.32 * em, 0.46 * em, 0.22 * em, True)
    ring(pen, 0.32 * em, 0.46 * em, 0.22 * em - thick, False)
    bar(pen, (0.32 * em, 0.25 * em), (0.32 * em, -0.1 * em), thick)
    bar(pen, (0.17 * em, 0.07 * em), (0.47 * em, 0.07 * em), thick)


def box(pen, em, thick):
    low, high, left, right = 0.02 * em, 0.62 * em, 0.06 * em, 0.54 * em
    bar(pen, (left, low), (left, high), thick)
    bar(pen, (right, high), (right, low), thick)
    bar(pen, (left, high - thick / 2), (right, high - thick / 2), thick)
    bar(pen, (right, low + thick / 2), (left, low + thick / 2), thick)


SIGNS = {0x2642: ("male", male, 0.76), 0x2640: ("female", female, 0.64), 0x25A1: ("box", box, 0.6)}


def add_signs(font, mono):
    em, known = font["head"].unitsPerEm, font.getBestCmap()
    for code, (name, draw, advance) in SIGNS.items():
        if code in known:
            continue
        width = mono or round(advance * em)
        pen = TTGlyphPen(None)
        draw(pen, min(em, width / advance), 0.062 * em)
        glyph = pen.glyph()
        name = f"paper.{name}"
        font.setGlyphOrder([*font.getGlyphOrder(), name])
        font["glyf"][name] = glyph
        glyph.recalcBounds(font["glyf"])
        font["hmtx"][name] = (width, glyph.xMin)
        for table in font["cmap"].tables:
            if table.isUnicode():
                table.cmap[code] = name


def main(folder):
    for name, path in FONTS.items():
        font = TTFont(Path(folder) / path)
        options = subset.Options()
        options.layout_features = ["kern"]
        options.hinting = False
        options.notdef_outline = True
        options.name_IDs = ["*"]
        # Else every run writes another time into the file.
        options.recalc_timestamp = False
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=[code for low, high in RANGES for code in range(low, high + 1)])
        cutter.subset(font)
        add_signs(font, font["hmtx"]["space"][0] if name == "mono" else None)
        font.recalcTimestamp = False
        font.save(Path(__file__).parent / f"{name}.ttf")


main(sys.argv[1])
