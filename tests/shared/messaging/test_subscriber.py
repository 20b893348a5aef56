"""The private names of FastStream that the guarded subscriber leans on."""

import inspect

from faststream.nats.subscriber.usecases import BatchPullStreamSubscriber

from shared.messaging.subscriber import GuardedBatchSubscriber


def test_faststream_still_runs_its_batch_loop_where_ours_replaces_it():
    assert inspect.iscoroutinefunction(BatchPullStreamSubscriber._consume_pull)
    assert list(inspect.signature(BatchPullStreamSubscriber._consume_pull).parameters) == ["self"]
    source = inspect.getsource(BatchPullStreamSubscriber._create_subscription)
    assert "self.add_task(self._consume_pull" in source


def test_our_subscriber_adds_no_attributes_so_that_its_class_can_be_swapped():
    assert GuardedBatchSubscriber.__slots__ == ()
