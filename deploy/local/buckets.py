"""The rooms' buckets, seen with the keys of `ops`."""

import io
import time

import urllib3
from minio import Minio
from minio.error import S3Error

from deploy.local.config import ROOMS, StackConfig
from deploy.local.keys import OPS, Keys
from deploy.local.problems import StackProblem

PATIENCE_S = 30.0
PROBE = ".ready"


def client(config: StackConfig, keys: Keys, user: str = OPS) -> Minio:
    """Region named, so that the client does not ask for it first."""
    return Minio(
        endpoint=f"{config.hosts.s3}:{config.ports.s3}",
        access_key=keys.s3_access[user],
        secret_key=keys.s3_secret[user],
        secure=False,
        region="us-east-1",
        http_client=urllib3.PoolManager(timeout=urllib3.Timeout(connect=2, read=60), maxsize=8, retries=False),
    )


def ensure_buckets(config: StackConfig, keys: Keys) -> None:
    """Every bucket exists and takes an object; a young store refuses its first writes, so they are tried again."""
    store = client(config, keys)
    limit = time.monotonic() + PATIENCE_S
    waiting = list(ROOMS)
    while waiting:
        waiting = [room for room in waiting if not _takes(store, room)]
        if waiting and time.monotonic() > limit:
            raise StackProblem(f"Kho tệp không nhận ghi sau {PATIENCE_S:.0f} giây: xem {config.logs / 'store.log'}.")
        time.sleep(0.1 if waiting else 0)


def _takes(store: Minio, bucket: str) -> bool:
    try:
        if not store.bucket_exists(bucket_name=bucket):
            store.make_bucket(bucket_name=bucket)
        store.put_object(bucket_name=bucket, object_name=PROBE, data=io.BytesIO(b"1"), length=1)
    except (S3Error, urllib3.exceptions.HTTPError, OSError):
        return False
    return True
