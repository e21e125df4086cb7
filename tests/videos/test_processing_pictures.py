import pytest
from PIL import Image, ImageChops, ImageFilter, ImageStat

from tests.videos.samples import MEDIA, X264, clip, frame, make, remux
from videos.processing import pick_poster

CARD = (640, 360)


def picture(output, name) -> Image.Image:
    with Image.open(output.renditions[0].path.with_name(name)) as image:
        return image.convert("RGB")


def light(image) -> float:
    return ImageStat.Stat(image.convert("L")).mean[0]


def difference(one, other) -> float:
    """Mean difference of two pictures, of 255."""
    gap = ImageChops.difference(one, other.resize(one.size))
    return sum(ImageStat.Stat(gap).mean) / 3


@pytest.fixture(scope="module")
def portrait(tmp_path_factory):
    folder = tmp_path_factory.mktemp("portrait")
    source = remux(folder / "8s.mov", "-i", MEDIA / "phone-portrait-hevc-gps.mov", "-t", "8")
    return make(source, folder / "out", poster_at=6.0)


# -- Poster and proposals ------------------------------------------------------------------------


def test_the_pictures_fit_the_page_and_the_card(portrait):
    folder = portrait.renditions[0].path.parent
    wanted = {"poster": (720, 1280), "card": CARD}

    for name, size in wanted.items():
        for suffix, kind in [("jpg", "JPEG"), ("webp", "WEBP")]:
            with Image.open(folder / f"{name}.{suffix}") as image:
                assert (image.format, image.size) == (kind, size)
    for number in (1, 2, 3):
        with Image.open(folder / f"proposal-{number}.jpg") as image:
            assert (image.format, image.size) == ("JPEG", CARD)


def test_the_poster_shows_the_moment_that_was_asked(portrait, tmp_path):
    shown = frame(portrait.renditions[0].path, 6.0, tmp_path / "frame.png")

    assert difference(picture(portrait, "poster.jpg"), shown) < 3
    assert 6.0 not in portrait.proposals


def test_three_moments_are_proposed_one_in_each_third(portrait):
    first, second, third = portrait.proposals

    assert 0 < first < 2.7 < second < 5.4 < third < 8


def test_a_moment_after_the_end_gives_the_last_picture(tmp_path):
    source = clip(tmp_path / "source.mp4", *X264, seconds=4)

    output = make(source, tmp_path / "out", poster_at=400.0)

    last = frame(output.renditions[0].path, 3.96, tmp_path / "last.png")
    assert difference(picture(output, "poster.jpg"), last) < 6


def test_a_picture_shorter_than_its_sound_has_its_pictures(tmp_path):
    pictures = clip(tmp_path / "pictures.mp4", *X264, "-frames:v", "2", sound=None)
    sound = clip(tmp_path / "sound.m4a", "-vn", seconds=4)
    source = remux(tmp_path / "both.mkv", "-i", pictures, "-i", sound)

    output = make(source, tmp_path / "out", poster_at=0.0)

    assert output.duration == pytest.approx(4, abs=0.2)
    assert light(picture(output, "poster.jpg")) > 24
    assert len(output.proposals) == 1
    assert output.storyboard.count == 1


def test_without_a_choice_the_poster_is_one_of_the_proposals(tmp_path):
    output = make(MEDIA / "no-audio.mp4", tmp_path)

    card = picture(output, "card.jpg")
    gaps = [difference(card, picture(output, f"proposal-{n}.jpg")) for n in (1, 2, 3)]
    assert min(gaps) < 1


def test_the_poster_is_not_black_when_the_film_is_not_all_black(tmp_path):
    late = "drawbox=c=black:t=fill:enable='lt(t,3.4)'"
    source = clip(tmp_path / "late.mp4", *X264, "-vf", late, seconds=4)

    output = make(source, tmp_path / "out")

    assert light(picture(output, "poster.jpg")) > 24


def test_the_poster_is_not_blurred_when_a_sharp_picture_exists(tmp_path):
    """Sharp for a fifth of a second in each third only: the rest is out of focus."""
    blur = "gblur=sigma=6:enable='not(between(mod(t,2),0.7,0.9))'"
    source = clip(tmp_path / "blur.mp4", *X264, "-vf", blur, seconds=6)

    output = make(source, tmp_path / "out")

    edges = picture(output, "poster.jpg").convert("L").filter(ImageFilter.FIND_EDGES)
    blurred = frame(output.renditions[0].path, 1.5, tmp_path / "blurred.png")
    soft = blurred.convert("L").filter(ImageFilter.FIND_EDGES)
    assert light(edges) > 2 * light(soft)


def test_a_portrait_card_shows_the_whole_picture(tmp_path):
    red = "color=c=red:s=180x320:r=25"
    source = clip(tmp_path / "portrait.mp4", *X264, picture=red, sound=None)

    card = picture(make(source, tmp_path / "out"), "card.jpg")

    assert card.getpixel((320, 4))[0] > 200
    assert card.getpixel((320, 356))[0] > 200
    assert 20 < card.getpixel((20, 180))[0] < 190


def test_another_poster_is_picked_from_what_is_served(tmp_path):
    output = make(MEDIA / "no-audio.mp4", tmp_path)
    video = output.renditions[0].path
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    pick_poster(video, moment=1.0, output_dir=tmp_path)

    after = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    changed = {name for name in before | after if before.get(name) != after.get(name)}
    assert changed == {"poster.jpg", "poster.webp", "card.jpg", "card.webp"}
    shown = frame(video, 1.0, tmp_path / "frame.png")
    assert difference(picture(output, "poster.jpg"), shown) < 3


# -- Storyboard ----------------------------------------------------------------------------------


def test_a_storyboard_has_a_tile_every_two_seconds_in_the_shape_of_the_film(portrait, tmp_path):
    board = portrait.storyboard

    assert (board.interval, board.count) == (2.0, 4)
    assert (board.columns, board.rows) == (4, 1)
    assert (board.tile_width, board.tile_height) == (90, 160)
    assert picture(portrait, "storyboard.jpg").size == (4 * 90, 160)
    for number in range(board.count):
        left = number * board.tile_width
        tile = picture(portrait, "storyboard.jpg").crop((left, 0, left + 90, 160))
        middle = frame(portrait.renditions[-1].path, number * 2 + 1, tmp_path / "frame.png")
        assert difference(tile, middle) < 8


def test_a_long_film_has_sixty_tiles_on_several_lines(tmp_path):
    picture_of_it = "testsrc2=s=96x54:r=5"
    source = clip(tmp_path / "long.mp4", *X264, picture=picture_of_it, sound=None, seconds=122)

    output = make(source, tmp_path / "out")
    board = output.storyboard

    assert 55 <= board.count <= 60
    assert (board.columns, board.rows) == (10, 6)
    assert board.interval * board.count == pytest.approx(122, abs=board.interval)
    assert picture(output, "storyboard.jpg").size == (1600, 6 * board.tile_height)
