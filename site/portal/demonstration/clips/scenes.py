"""What moves beside the words: one family a function, drawn differently for each seed.

A scene prepares its pieces once, and gives back what lays them on a frame at a given second.
"""

import math
import random
from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image, ImageDraw

from .drawing import (
    Palette,
    bounce,
    cut,
    darker,
    disc,
    ease,
    mix,
    piece,
    pop,
    put,
    ring,
    shape,
    slab,
    stroke,
    swing,
    tile,
)

Paint = Callable[[Image.Image, float], None]
TAU = 2 * math.pi
SOFT = Image.Resampling.BICUBIC


@dataclass(frozen=True)
class Stage:
    width: int
    height: int
    x: float  # the middle of the scene
    y: float
    radius: float  # what must be seen is within it
    seconds: float
    palette: Palette
    chance: random.Random
    word: str

    @property
    def left(self) -> float:
        return self.x - self.radius

    @property
    def top(self) -> float:
        return self.y - self.radius

    @property
    def bottom(self) -> float:
        return self.y + self.radius


def blocks(stage: Stage) -> Paint:
    """Toy blocks fall and build a staircase or a pyramid."""
    colours, chance = stage.palette, stage.chance
    side = stage.radius * 2 / 5.4
    heights = chance.choice([(1, 2, 3, 4, 5), (1, 3, 5, 3, 1), (5, 4, 3, 2, 1), (2, 4, 3, 5, 1)])
    places = [(column, row) for row in range(5) for column in range(5) if row < heights[column]]
    marks = chance.choice(["1234567890", "ABCDEFGHIJ", "+-×÷=", " "])
    pieces = [
        tile(side - 6, colours.pick(column + 2 * row), marks[index % len(marks)], colours.card)
        for index, (column, row) in enumerate(places)
    ]
    pace = stage.seconds * 0.6 / len(places)

    def paint(frame, now):
        for index, (column, row) in enumerate(places):
            fallen = bounce(now, index * pace)
            if fallen:
                x = stage.x + (column - 2) * side
                y = stage.bottom - (row + 0.5) * side
                put(frame, pieces[index], x, y - (1 - fallen) * stage.height)

    return paint


def clock(stage: Stage) -> Paint:
    """A timer fills and its hand turns."""
    colours = stage.palette
    size = round(stage.radius * 1.84)
    body = disc(size + 44, darker(colours.pick(0)))
    body.alpha_composite(disc(size + 44, colours.pick(0)).crop((0, 10, size + 44, size + 44)))
    put(body, disc(size, colours.card), body.width / 2, body.height / 2)
    for hour in range(12):
        angle = hour * TAU / 12
        mark = disc(18 if hour % 3 == 0 else 9, colours.deep)
        far = size / 2 - 30
        put(
            body,
            mark,
            body.width / 2 + far * math.sin(angle),
            body.height / 2 + far * math.cos(angle),
        )
    hub = disc(44, colours.deep)
    turns = stage.chance.choice((1, 2))

    def paint(frame, now):
        put(frame, body, stage.x, stage.y)
        angle = 360 * turns * swing(now, 0.3, stage.seconds * 0.85)
        filled = Image.new("L", (size * 2, size * 2))
        pen = ImageDraw.Draw(filled)
        rim = 104
        box = (rim, rim, 2 * size - rim, 2 * size - rim)
        pen.pieslice(box, -90, -90 + (angle % 360 or (angle and 360)), fill=235)
        _lay(frame, filled, colours.pick(1 if angle <= 360 else 2), stage)
        hands = Image.new("L", (size * 2, size * 2))
        pen = ImageDraw.Draw(hands)
        _hand(pen, size, angle, size * 0.74, 22)
        _hand(pen, size, angle / 12 + 60, size * 0.48, 28)
        _lay(frame, hands, colours.deep, stage)
        put(frame, hub, stage.x, stage.y)

    return paint


def _hand(pen, middle: float, degrees: float, length: float, width: int) -> None:
    x = middle + length * math.sin(math.radians(degrees))
    y = middle - length * math.cos(math.radians(degrees))
    pen.line((middle, middle, x, y), fill=255, width=width)
    pen.ellipse((x - width / 2, y - width / 2, x + width / 2, y + width / 2), fill=255)


def _lay(frame: Image.Image, double: Image.Image, colour, stage: Stage) -> None:
    mask = double.reduce(2)
    frame.paste(colour, (round(stage.x - mask.width / 2), round(stage.y - mask.height / 2)), mask)


def letters(stage: Stage) -> Paint:
    """The tiles of a word arrive one by one, then a wave runs through them."""
    colours, word = stage.palette, stage.word
    columns = min(len(word), 4)
    side = min(stage.radius * 2 / columns, stage.radius * 0.62)
    rows = math.ceil(len(word) / columns)
    pieces = [
        tile(side - 12, colours.pick(index), letter, colours.card)
        for index, letter in enumerate(word)
    ]
    shadow = slab(side - 30, 14, 7, mix(colours.deep, colours.panel, 0.2))
    pace = min(0.5, stage.seconds * 0.5 / len(word))

    def paint(frame, now):
        for index, block in enumerate(pieces):
            row, column = divmod(index, columns)
            in_row = min(columns, len(word) - row * columns)
            x = stage.x + (column - (in_row - 1) / 2) * side
            y = stage.y + (row - (rows - 1) / 2) * side * 1.16
            arrived = ease(now, index * pace, 0.7)
            wave = max(0.0, math.sin(now * 2.4 - index * 0.7)) * 22 * swing(now, 4, 1)
            if arrived:
                put(frame, shadow, x, y + side * 0.5, scale=1 - wave / 60, alpha=arrived)
                put(frame, block, x, y - wave + (1 - arrived) * stage.radius, alpha=arrived)

    return paint


def hops(stage: Stage) -> Paint:
    """A ball hops along a ladder of numbers, which light up."""
    colours = stage.palette
    count = 5
    step = stage.radius * 2 / count
    first, gap = stage.chance.choice([(1, 1), (2, 2), (5, 5), (10, 10)])
    grey = mix(colours.deep, colours.panel, 0.25)
    waiting, lit = [], []
    for index in range(count):
        mark = str(first + gap * index)
        waiting.append(tile(step - 10, grey, mark, colours.card))
        lit.append(tile(step - 10, colours.pick(index), mark, colours.card))
    ball = disc(step * 0.62, colours.pick(1))
    ball.alpha_composite(disc(step * 0.16, mix((255, 255, 255), colours.pick(1), 0.6)), (16, 12))
    rise = step * 0.4
    pace = stage.seconds * 0.8 / count

    def place(index):
        return (
            stage.left + (index + 0.5) * step,
            stage.y + stage.radius * 0.6 - index * rise,
        )

    def paint(frame, now):
        at = min(count - 1, int(now / pace))
        for index in range(count):
            x, y = place(index)
            sunk = 10 * (1 - ease(now, index * pace, 0.5)) if index == at and index else 0
            put(frame, lit[index] if index <= at else waiting[index], x, y + sunk)
        onward = min(1.0, max(0.0, (now - at * pace) / pace * 2 - 1)) if at < count - 1 else 0
        (x1, y1), (x2, y2) = place(at), place(min(at + 1, count - 1))
        height = 4 * onward * (1 - onward) * step * 1.1
        rest = step * 0.5 + step * 0.25 + abs(math.sin(now * 5)) * 10 * (onward == 0)
        put(frame, ball, x1 + (x2 - x1) * onward, y1 + (y2 - y1) * onward - rest - height)

    return paint


def hills(stage: Stage) -> Paint:
    """Cut paper: hills slide, clouds pass, the sun rises."""
    colours, chance = stage.palette, stage.chance
    size = round(stage.radius * 2.16)
    window = disc(size, (255, 255, 255)).getchannel("A")
    sky = Image.new("RGB", (size, size), mix(colours.pick(2), (255, 255, 255), 0.45))
    sun = disc(size * 0.26, colours.pick(0))
    halo = disc(size * 0.4, mix(colours.pick(0), sky.getpixel((0, 0)), 0.35))
    tones = [mix(colours.deep, colours.pick(3), share) for share in (0.12, 0.42, 0.8)]
    layers = [_hill(size, tone, chance, 0.36 - 0.09 * i) for i, tone in enumerate(tones)]
    cloud = _cloud(size * 0.26, (255, 255, 255))

    def paint(frame, now):
        scene = sky.copy()
        height = size * (0.62 - 0.36 * swing(now, 0, stage.seconds * 0.8))
        put(scene, halo, size * 0.62, height)
        put(scene, sun, size * 0.62, height)
        for index in range(3):
            x = (size * (0.15 + 0.5 * index) + now * (34 + 12 * index)) % (size * 1.5)
            put(scene, cloud, x - size * 0.2, size * (0.2 + 0.09 * index), scale=1 - 0.2 * index)
        for index, layer in enumerate(layers):
            offset = round(now * (14 + 22 * index))
            scene.paste(layer, (-offset, size - layer.height), layer)
        frame.paste(scene, (round(stage.x - size / 2), round(stage.y - size / 2)), window)

    return paint


def _hill(size: int, colour, chance: random.Random, height: float) -> Image.Image:
    width, tall = size * 2, round(size * (height + 0.12))
    a, b, phase = chance.uniform(1.6, 2.6), chance.uniform(3.5, 5), chance.uniform(0, TAU)

    def top(x):
        along = x / size * math.pi
        return size * 0.06 * (1 + 0.75 * math.sin(a * along + phase) + 0.25 * math.sin(b * along))

    edge = [(x, top(x)) for x in range(0, width + 1, 8)]
    return shape(width, tall, [*edge, (width, tall), (0, tall)], colour)


def _cloud(width: float, colour) -> Image.Image:
    def draw(pen, k):
        w = width * k
        pen.rounded_rectangle((0, w * 0.24, w - 1, w * 0.44), w * 0.1, fill=255)
        pen.ellipse((w * 0.16, w * 0.04, w * 0.54, w * 0.42), fill=255)
        pen.ellipse((w * 0.46, w * 0.12, w * 0.78, w * 0.44), fill=255)

    return cut(width, width * 0.45, colour, draw)


def orbits(stage: Stage) -> Paint:
    """Planets turn around a sun."""
    colours, chance = stage.palette, stage.chance
    radii = [stage.radius * share for share in (0.38, 0.6, 0.82, 1.02)]
    line = mix(colours.ink, colours.panel, 0.22)
    rings = ring(2 * radii[-1], 3, line)
    for radius in radii[:-1]:
        edge = round(radii[-1] - radius)
        rings.alpha_composite(ring(2 * radius, 3, line), (edge, edge))
    sun = disc(stage.radius * 0.42, colours.pick(0))
    glow = disc(stage.radius * 0.54, mix(colours.pick(0), colours.panel, 0.4))
    planets = [disc(size, colours.pick(i + 1)) for i, size in enumerate((54, 84, 70, 108))]
    planets[1].alpha_composite(_half(planets[1], darker(colours.pick(2), 0.9)))
    moon = disc(28, colours.card)
    starts = [chance.uniform(0, TAU) for _ in radii]
    speeds = [1.7, 1.15, 0.8, 0.55]

    def paint(frame, now):
        put(frame, rings, stage.x, stage.y)
        put(frame, glow, stage.x, stage.y, scale=1 + 0.06 * math.sin(now * 3))
        put(frame, sun, stage.x, stage.y)
        for index, radius in enumerate(radii):
            angle = starts[index] + speeds[index] * now
            x, y = stage.x + radius * math.cos(angle), stage.y + radius * math.sin(angle)
            put(frame, planets[index], x, y, scale=pop(now, 0.25 * index))
            if index == 3:
                put(frame, moon, x + 76 * math.cos(now * 3), y + 76 * math.sin(now * 3))

    return paint


def _half(whole: Image.Image, colour) -> Image.Image:
    shade = disc(whole.width, colour)
    shade.paste((0, 0, 0, 0), (0, 0, whole.width, whole.height // 2))
    return shade


def voices(stage: Stage) -> Paint:
    """Bars rise and fall like a voice or a melody."""
    colours = stage.palette
    count = 9
    step = stage.radius * 2 / count
    width = round(step * 0.62)
    tall = round(stage.radius * 1.7)
    bars = [slab(width, tall, width / 2, colours.pick(i)) for i in range(count)]
    caps = [disc(width, colours.pick(i)) for i in range(count)]
    phases = [stage.chance.uniform(0, TAU) for _ in range(count)]
    swell = [0.35 + 0.65 * math.sin(math.pi * (i + 0.5) / count) for i in range(count)]

    def paint(frame, now):
        for index, bar in enumerate(bars):
            move = 0.55 + 0.3 * math.sin(now * 3.1 + phases[index])
            move += 0.15 * math.sin(now * 5.3 + index)
            height = max(width, round(tall * swell[index] * move * ease(now, index * 0.08, 0.8)))
            height -= height % 2
            x = stage.left + (index + 0.5) * step
            middle = bar.crop((0, (tall - height) // 2 + width // 2, width, (tall + height) // 2))
            middle = middle.crop((0, 0, width, max(1, height - width)))
            put(frame, middle, x, stage.y)
            put(frame, caps[index], x, stage.y - (height - width) / 2)
            put(frame, caps[index], x, stage.y + (height - width) / 2)

    return paint


def mosaic(stage: Stage) -> Paint:
    """Tiles of quarter circles turn, and the pattern changes."""
    colours, chance = stage.palette, stage.chance
    count, steps = 4, 6
    side = round(stage.radius * 1.94 / count)
    kinds = [_quarter(side, *pair) for pair in _pairs(colours)]
    turned = [
        [kind.rotate(90 * step / steps, SOFT, expand=True) for step in range(4 * steps)]
        for kind in kinds
    ]
    cells = [(row, column) for row in range(count) for column in range(count)]
    kind_of = {cell: chance.randrange(len(kinds)) for cell in cells}
    start_of = {cell: chance.randrange(4) for cell in cells}

    def paint(frame, now):
        for cell in cells:
            row, column = cell
            delay = 0.16 * (row + column)
            turns = sum(swing(now, delay + 3.0 * nth, 0.9) for nth in range(1, 5))
            step = round((start_of[cell] + turns) * steps) % (4 * steps)
            arrived = pop(now, delay * 0.6) * (1 - 0.3 * math.sin(math.pi * (turns % 1)))
            x = stage.x + (column - (count - 1) / 2) * side
            y = stage.y + (row - (count - 1) / 2) * side
            put(frame, turned[kind_of[cell]][step], x, y, scale=arrived)

    return paint


def _pairs(colours: Palette) -> list:
    return [(colours.pick(i), colours.card) for i in range(3)] + [
        (colours.card, colours.deep),
        (colours.pick(3), colours.pick(0)),
    ]


def _quarter(side: int, colour, ground) -> Image.Image:
    def draw(pen, k):
        s = side * k
        pen.rectangle((0, 0, s, s), fill=ground)
        pen.pieslice((-s, -s, s, s), 0, 90, fill=colour)
        pen.pieslice((-s * 0.4, -s * 0.4, s * 0.4, s * 0.4), 0, 90, fill=ground)

    return piece(side, side, draw)


def groups(stage: Stage) -> Paint:
    """People leave their row and gather around tables."""
    colours, chance = stage.palette, stage.chance
    size = stage.radius * 0.3
    people = [_person(size, colours.pick(i), colours) for i in range(12)]
    table = slab(size * 1.3, size * 1.3, size * 0.3, colours.card)
    far = stage.radius * 0.56
    tables = [(stage.x + dx * far, stage.y + dy * far) for dx, dy in _corners()]
    order = list(range(12))
    chance.shuffle(order)
    row = [
        (stage.left + (i % 4 + 0.5) * stage.radius / 2, stage.top + (i // 4 + 0.5) * far * 1.15)
        for i in range(12)
    ]

    def seat(index):
        x, y = tables[order[index] % 4]
        angle = TAU * (order[index] // 4) / 3 - math.pi / 2
        return x + size * 1.1 * math.cos(angle), y + size * 1.1 * math.sin(angle)

    def paint(frame, now):
        for number, (x, y) in enumerate(tables):
            put(frame, table, x, y, scale=pop(now, 2.4 + 0.15 * number))
        for index, person in enumerate(people):
            moved = swing(now, 1.6 + 0.1 * index, 1.3)
            (x1, y1), (x2, y2) = row[index], seat(index)
            step = abs(math.sin(now * 6 + index)) * 8 * (0 < moved < 1)
            nod = 5 * math.sin(now * 2.5 + index * 1.3)
            x, y = x1 + (x2 - x1) * moved, y1 + (y2 - y1) * moved
            put(frame, person, x, y - step + nod, scale=pop(now, 0.1 * index))

    return paint


def _corners() -> list[tuple[int, int]]:
    return [(-1, -1), (1, -1), (-1, 1), (1, 1)]


def _person(size: float, colour, colours: Palette) -> Image.Image:
    def draw(pen, k):
        s = size * k
        pen.pieslice((s * 0.08, s * 0.48, s * 0.92, s * 1.5), 180, 360, fill=colour)
        pen.ellipse((s * 0.27, s * 0.06, s * 0.73, s * 0.52), fill=darker(colour, 0.78))

    return piece(size, size, draw)


def sprout(stage: Stage) -> Paint:
    """A plant grows, leaf after leaf, and flowers."""
    colours, chance = stage.palette, stage.chance
    leaf = mix(colours.pick(3), (70, 160, 110), 0.45)
    stem = disc(16, darker(leaf, 0.8))
    leaves = [_leaf(stage.radius * 0.5, tone) for tone in (leaf, darker(leaf, 0.88))]
    mirrored = [one.transpose(Image.Transpose.FLIP_LEFT_RIGHT) for one in leaves]
    petals = disc(stage.radius * 0.2, colours.pick(1))
    heart = disc(stage.radius * 0.2, colours.pick(0))
    pot = _pot(stage.radius * 0.62, colours.pick(1))
    foot, tall = stage.bottom - stage.radius * 0.42, stage.radius * 1.25
    bend = chance.choice((-1, 1)) * stage.radius * 0.12
    count = 5

    def at(share):
        return stage.x + bend * math.sin(share * 4), foot - tall * share

    def paint(frame, now):
        grown = ease(now, 0.3, stage.seconds * 0.75)
        sway = math.sin(now * 1.6)
        for dot in range(int(64 * grown) + 1):
            x, y = at(dot / 64)
            put(frame, stem, x + sway * 10 * (dot / 64) ** 2, y)
        for index in range(count):
            share = 0.16 + 0.68 * index / (count - 1)
            x, y = at(share)
            opened = pop(grown, share, 0.16) * (1.1 - 0.13 * index)
            side = 1 if index % 2 else -1
            blade = (leaves if side > 0 else mirrored)[index % 2]
            reach = blade.width / 2 * opened
            put(frame, blade, x + side * reach + sway * 10 * share**2, y - 6, scale=opened)
        flower = pop(grown, 0.97, 0.03)
        x, y = at(grown)
        for petal in range(6):
            angle = TAU * petal / 6 + now * 0.4
            away = stage.radius * 0.15 * flower
            px, py = x + sway * 10 + away * math.cos(angle), y + away * math.sin(angle)
            put(frame, petals, px, py, scale=flower)
        put(frame, heart, x + sway * 10, y, scale=flower)
        put(frame, pot, stage.x, stage.bottom - stage.radius * 0.24)

    return paint


def _leaf(width: float, colour) -> Image.Image:
    half = [(i / 24, 0.24 * math.sin(math.pi * (i / 24) ** 0.8)) for i in range(25)]
    outline = [(x, 0.3 - y) for x, y in half] + [(x, 0.3 + y * 0.7) for x, y in reversed(half)]
    return shape(width, width * 0.55, [(x * width, y * width) for x, y in outline], colour)


def _pot(width: float, colour) -> Image.Image:
    def draw(pen, k):
        w = width * k
        pen.polygon(
            [(w * 0.1, w * 0.2), (w * 0.9, w * 0.2), (w * 0.76, w * 0.78), (w * 0.24, w * 0.78)],
            fill=darker(colour, 0.9),
        )
        pen.rounded_rectangle((0, 0, w - 1, w * 0.24), w * 0.06, fill=colour)

    return piece(width, width * 0.78, draw)


def talk(stage: Stage) -> Paint:
    """Speech bubbles answer each other."""
    colours, chance = stage.palette, stage.chance
    rows = 4
    high = stage.radius * 2 / rows
    bubbles = []
    for index in range(rows):
        width = stage.radius * chance.uniform(1.15, 1.5)
        right = bool(index % 2)
        bubbles.append((_bubble(width, high - 26, colours.pick(index), right, colours), right))
    dot = disc(16, colours.card)
    pace = stage.seconds * 0.85 / rows

    def paint(frame, now):
        for index, (bubble, right) in enumerate(bubbles):
            half = bubble.width / 2
            x = stage.x + (stage.radius - half if right else half - stage.radius)
            y = stage.top + (index + 0.5) * high
            put(frame, bubble, x, y + 3 * math.sin(now * 2 + index), scale=pop(now, index * pace))
        last = min(rows, int(now / pace) + 1)
        if last < rows and now - (last - 1) * pace > 0.7:
            x, y = stage.x + stage.radius * (0.5 if last % 2 else -0.9), stage.top + last * high
            ground = slab(110, 56, 28, mix(colours.ink, colours.panel, 0.35))
            put(frame, ground, x + 32, y + high / 2)
            for number in range(3):
                jump = max(0.0, math.sin(now * 7 - number)) * 10
                put(frame, dot, x + 32 * number, y + high / 2 - jump)

    return paint


def _bubble(width: float, height: float, colour, right: bool, colours: Palette) -> Image.Image:
    image = slab(width, height, height * 0.32, colour)
    tail = shape(40, 40, [(0, 0), (40, 0), (40, 40)], colour)
    tail = tail if right else tail.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    image.alpha_composite(tail, (image.width - 40 if right else 0, image.height - 40))
    for number, share in enumerate((0.72, 0.5)):
        line = slab(width * share, 14, 7, mix(colours.card, colour, 0.85))
        image.alpha_composite(line, (round(width * 0.1), round(height * (0.32 + 0.26 * number))))
    return image


def checklist(stage: Stage) -> Paint:
    """The lines of a plan are ticked one by one."""
    colours, chance = stage.palette, stage.chance
    width, rows = stage.radius * 1.56, 5
    sheet = slab(width, stage.radius * 1.96, 28, colours.card)
    under = slab(width, stage.radius * 1.96, 28, mix(colours.deep, colours.panel, 0.16))
    clip = slab(width * 0.34, 52, 18, colours.deep)
    box, side = slab(58, 58, 16, mix(colours.deep, colours.card, 0.14)), 58
    ticks = [slab(side, side, 16, colours.pick(i)) for i in range(rows)]
    check = stroke(side, side, [(16, 31), (26, 41), (43, 19)], 8, (255, 255, 255))
    for tick in ticks:
        tick.alpha_composite(check)
    lines = [
        slab(width * chance.uniform(0.36, 0.56), 20, 10, mix(colours.deep, colours.card, 0.3))
        for _ in range(rows)
    ]
    pace = stage.seconds * 0.8 / rows
    high = stage.radius * 1.6 / rows

    def paint(frame, now):
        rise = (1 - ease(now, 0, 0.8)) * stage.radius
        put(frame, under, stage.x + 18, stage.y + 18 + rise)
        put(frame, sheet, stage.x, stage.y + rise)
        put(frame, clip, stage.x, stage.top + 10 + rise)
        for index in range(rows):
            x, y = stage.x - width * 0.34, stage.top + 108 + index * high + rise
            put(frame, box, x, y)
            put(frame, lines[index], x + 58 + lines[index].width / 2, y)
            put(frame, ticks[index], x, y, scale=pop(now, 0.8 + index * pace))

    return paint


def shelf(stage: Stage) -> Paint:
    """Books slide onto the shelves."""
    colours, chance = stage.palette, stage.chance
    board = slab(stage.radius * 2, 20, 10, colours.ink)
    books, pace = [], 0.0
    for row in range(2):
        x = stage.left + 24
        while x < stage.x + stage.radius - 120:
            width, height = chance.randint(48, 84), stage.radius * chance.uniform(0.56, 0.82)
            books.append((_book(width, height, colours, chance), x + width / 2, row))
            x += width + 5
    pace = stage.seconds * 0.75 / len(books)

    def paint(frame, now):
        for row in range(2):
            put(frame, board, stage.x, stage.y - 6 + row * stage.radius * 0.98)
        for index, (book, x, row) in enumerate(books):
            slid = ease(now, index * pace, 0.8)
            if slid:
                foot = stage.y - 16 + row * stage.radius * 0.98
                drop = (1 - slid) * stage.radius * 0.9
                put(frame, book, x, foot - book.height / 2 - drop, alpha=min(1, slid * 1.6))

    return paint


def _book(width: float, height: float, colours: Palette, chance: random.Random) -> Image.Image:
    colour = colours.pick(chance.randrange(4))
    book = slab(width, height, 8, colour)
    band = mix(colours.card, colour, chance.choice((0.85, 0.4)))
    stripe = slab(width, 14, 0, band)
    for share in chance.choice(((0.14, 0.22), (0.2,), (0.12, 0.8), (0.78, 0.86))):
        book.alpha_composite(stripe, (0, round(height * share)))
    return book


SCENES = {
    scene.__name__: scene
    for scene in (
        *(blocks, clock, letters, hops, hills, orbits, voices),
        *(mosaic, groups, sprout, talk, checklist, shelf),
    )
}
