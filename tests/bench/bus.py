"""`make bench-bus`: the product's own code beside the plain libraries, in one run on real servers.

Writes `build/bench/bus.json` and prints a table. BENCH_QUICK=1 makes a short run that only shows that it works.
"""

import json
import os
import platform
from pathlib import Path
from typing import Any

import uvloop

from tests.bench import consumer, delay, doors, relay, whole
from tests.bench.ground import ground
from tests.bench.rounds import Comparison

RESULT = Path("build/bench/bus.json")
TARGETS = {"relay_ratio": 0.7, "consumer_ratio": 0.7, "http_ratio": 0.5}
LABELS = {
    "relay_ratio": "outbox relay / nats-py publish window (facts a second)",
    "consumer_ratio": "guarded consumer / plain fetch loop, same SQL (facts a second)",
    "http_ratio": "public form / bare FastAPI handler, same inserts (registrations a second)",
}


async def main() -> None:
    quick = os.environ.get("BENCH_QUICK") == "1"
    rounds = 1 if quick else 5
    async with ground() as servers:
        pace = await delay.measure(servers, 500, 3 if quick else 20)
        compared = {
            "relay_ratio": await relay.compare(servers, 2_000 if quick else 20_000, rounds),
            "consumer_ratio": await consumer.compare(servers, 2_000 if quick else 10_000, rounds),
        }
    compared["http_ratio"] = await doors.compare(200 if quick else 2_000, rounds)
    result = report(compared, pace, await whole.measure())
    RESULT.parent.mkdir(parents=True, exist_ok=True)
    RESULT.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n")
    show(result)


def report(compared: dict[str, Comparison], pace: dict[str, Any], house: dict[str, Any]) -> dict[str, Any]:
    return {
        **{name: round(one.ratio, 3) for name, one in compared.items()},
        "delay": pace,
        "house": house,
        "compared": {name: one.figures() for name, one in compared.items()},
        "machine": {"cores": os.cpu_count(), "load": os.getloadavg()[0], "python": platform.python_version()},
    }


def show(result: dict[str, Any]) -> None:
    for name, label in LABELS.items():
        sides, target = result["compared"][name], TARGETS[name]
        verdict = "met" if result[name] >= target else "MISSED"
        rates = f"{sides['ours_per_s']:6} / {sides['raw_per_s']:6}"
        print(f"{name:15} {result[name]:5.2f}  (≥ {target} {verdict})  {rates}  {label}")
    pace, house = result["delay"], result["house"]
    print(
        f"call → effect   p50 {pace['p50_ms']} ms, p99 {pace['p99_ms']} ms at {pace['events_per_s']}/s, "
        f"{pace['events']} facts, {pace['without_effect']} without effect"
    )
    print(f"whole house     first {house['first_ready_s']} s, then {house['ready_s']} s; {house['memory_pss_mb']} MB")
    print(f"→ {RESULT}")


if __name__ == "__main__":
    uvloop.run(main())
