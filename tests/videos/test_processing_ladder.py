import pytest

from videos.processing.ladder import STEPS, rungs_for


@pytest.mark.parametrize(
    ("size", "rungs"),
    [
        ((1280, 720), [(1280, 720), (854, 480), (426, 240)]),
        ((720, 1280), [(720, 1280), (480, 854), (240, 426)]),
        ((1920, 1080), [(1920, 1080), (1280, 720), (854, 480), (426, 240)]),
        ((3840, 2160), [(1920, 1080), (1280, 720), (854, 480), (426, 240)]),
        ((640, 272), [(640, 272), (564, 240)]),
        ((1334, 750), [(1280, 720), (854, 480), (426, 240)]),
        ((1600, 900), [(1600, 900), (1280, 720), (854, 480), (426, 240)]),
        ((640, 479), [(640, 478), (320, 240)]),
        ((483, 323), [(482, 322), (358, 240)]),
        ((176, 144), [(176, 144)]),
        ((4096, 16), [(4096, 16)]),
        ((3, 3), [(2, 2)]),
    ],
)
def test_each_size_has_its_rungs_even_and_never_enlarged(size, rungs):
    made = rungs_for(*size)

    assert [(rung.width, rung.height) for rung in made] == rungs
    assert len({rung.name for rung in made}) == len(made)
    for rung in made:
        assert rung.width <= max(2, size[0]) and rung.height <= max(2, size[1])


def test_a_larger_size_may_weigh_more():
    caps = [step.max_bit_rate for step in STEPS]

    assert caps == sorted(caps)
