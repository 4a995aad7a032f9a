"""The file of results: a section for each benchmark, of which a new one takes the place of the old."""

from benchmarks.__main__ import with_section


def test_a_section_takes_the_place_of_the_earlier_one_and_the_others_stay() -> None:
    results = with_section(with_section("", "speed\n\nslow\n"), "alarms\n\nnone\n")
    assert results.index("## alarms") < results.index("## speed")
    assert with_section(results, "alarms\n\nnone\n") == results
    newer = with_section(results, "speed\n\nfast\n")
    assert newer == results.replace("slow", "fast")
    assert newer.startswith("# Results\n")
