"""The buckets' contents, carried through a backup."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from minio import Minio

from deploy.local.archive import INDEX, OBJECTS
from deploy.local.buckets import PROBE
from deploy.local.config import ROOMS

CHUNK_BYTES = 1024**2
OWN_METADATA = "x-amz-meta-"


def export(store: Minio, folder: Path) -> int:
    """Files get numbers for names, since keys may hold anything; `objects.jsonl` says which is which."""
    (folder / OBJECTS).mkdir()
    count = 0
    with (folder / INDEX).open("w") as index:
        for bucket, key in _keys(store):
            count += 1
            line = {"file": str(count), "bucket": bucket, "key": key}
            line |= _fetch(store, bucket, key, folder / OBJECTS / str(count))
            index.write(json.dumps(line) + "\n")
    return count


def bring_back(store: Minio, folder: Path) -> int:
    lines = (folder / INDEX).read_text().splitlines()
    for line in map(json.loads, lines):
        store.fput_object(
            bucket_name=line["bucket"],
            object_name=line["key"],
            file_path=str(folder / OBJECTS / line["file"]),
            content_type=line["content_type"],
            metadata=line["metadata"],
        )
    return len(lines)


def _keys(store: Minio) -> Iterator[tuple[str, str]]:
    for bucket in ROOMS:
        for one in store.list_objects(bucket_name=bucket, recursive=True):
            if one.object_name and one.object_name != PROBE and not one.is_dir:
                yield bucket, one.object_name


def _fetch(store: Minio, bucket: str, key: str, file: Path) -> dict[str, Any]:
    response = store.get_object(bucket_name=bucket, object_name=key)
    try:
        with file.open("wb") as target:
            for chunk in response.stream(CHUNK_BYTES):
                target.write(chunk)
    finally:
        response.close()
        response.release_conn()
    headers = {name.lower(): value for name, value in response.headers.items()}
    metadata = {name.removeprefix(OWN_METADATA): headers[name] for name in headers if name.startswith(OWN_METADATA)}
    return {"content_type": headers.get("content-type", "application/octet-stream"), "metadata": metadata}
