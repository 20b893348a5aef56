"""One room's bucket, through the `minio` client in threads of its own: a store that hangs holds nobody else's."""

import asyncio
import hashlib
import io
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import urllib3
from minio import Minio
from minio.error import S3Error

from shared.refusals import NotFound, Unavailable
from shared.settings import Settings

LONGEST_PUT = timedelta(hours=1)
PIECE = 1 << 20
AT_ONCE = 8  # calls
AWAY = (urllib3.exceptions.HTTPError, OSError)


class Store:
    """Puts and gets whole objects. Keys start with the unit: `phu-xuyen/letters/<id>.pdf`."""

    def __init__(self, settings: Settings) -> None:
        address = urlsplit(settings.s3_endpoint)
        self._bucket = settings.s3_bucket
        self._threads = ThreadPoolExecutor(AT_ONCE, "store")
        self._http = urllib3.PoolManager(
            timeout=urllib3.Timeout(connect=2, read=20), maxsize=AT_ONCE, retries=urllib3.Retry(1)
        )
        self._client = Minio(
            endpoint=address.netloc,
            access_key=settings.s3_access_key,
            secret_key=settings.s3_secret_key.get_secret_value(),
            secure=address.scheme == "https",
            region="us-east-1",  # named, so that the client does not ask the server for it first
            http_client=self._http,
        )

    async def put(self, key: str, body: bytes, content_type: str) -> None:
        """Store an object; the same key and body again is harmless. Raises `Unavailable`."""
        await self._call(
            lambda: self._client.put_object(
                bucket_name=self._bucket,
                object_name=key,
                data=io.BytesIO(body),
                length=len(body),
                content_type=content_type,
            )
        )

    async def put_file(self, key: str, path: Path, content_type: str) -> None:
        """Like `put`, from the disk and up to 5 GiB: memory stays flat. Raises `Unavailable`.

        One request to a signed address: broken off it leaves nothing behind, as the parts of a multipart upload would.
        """

        def put() -> None:
            address = self._client.presigned_put_object(bucket_name=self._bucket, object_name=key, expires=LONGEST_PUT)
            headers = {"Content-Type": content_type, "Content-Length": str(path.stat().st_size)}
            with path.open("rb") as file:
                answer = self._http.request("PUT", address, body=file, headers=headers)
            if answer.status != 200:
                raise Unavailable("store")

        await self._call(put)

    async def sha256(self, key: str) -> str:
        """Of the object's bytes, read back piece by piece. Raises `NotFound` or `Unavailable`."""

        def read() -> str:
            digest = hashlib.sha256()
            response = self._client.get_object(bucket_name=self._bucket, object_name=key)
            try:
                for piece in response.stream(PIECE):
                    digest.update(piece)
            finally:
                response.close()
                response.release_conn()
            return digest.hexdigest()

        return str(await self._call(read))

    async def get(self, key: str, start: int = 0, length: int = 0) -> bytes:
        """The object's bytes, or `length` of them from `start` on. Raises `NotFound` or `Unavailable`."""

        def read() -> bytes:
            response = self._client.get_object(bucket_name=self._bucket, object_name=key, offset=start, length=length)
            try:
                return response.data
            finally:
                response.close()
                response.release_conn()

        return bytes(await self._call(read))

    async def keys(self, prefix: str) -> list[str]:
        """The keys of all objects that begin so. Raises `Unavailable`."""

        def read() -> list[str]:
            found = self._client.list_objects(bucket_name=self._bucket, prefix=prefix, recursive=True)
            return [one.object_name for one in found if one.object_name]

        return list(await self._call(read))

    async def delete(self, key: str) -> None:
        await self._call(lambda: self._client.remove_object(bucket_name=self._bucket, object_name=key))

    async def link(self, key: str, lifetime: timedelta = timedelta(minutes=5)) -> str:
        """A short-lived signed address of the object, for another room."""
        return str(
            await self._call(
                lambda: self._client.presigned_get_object(bucket_name=self._bucket, object_name=key, expires=lifetime)
            )
        )

    async def is_ready(self) -> bool:
        try:
            return bool(await self._call(lambda: self._client.bucket_exists(bucket_name=self._bucket)))
        except (Unavailable, NotFound):
            return False

    async def _call(self, work: Any) -> Any:
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, work)
        except S3Error as error:
            if error.code in ("NoSuchKey", "NoSuchObject"):
                raise NotFound() from error
            raise Unavailable("store") from error
        except AWAY as error:
            raise Unavailable("store") from error
