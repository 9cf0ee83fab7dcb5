"""Devices that arrays live on: the CPU."""

from __future__ import annotations

from typing import Any

from covector.errors import error


class Device:
    """A device that arrays live on: the CPU.

    >>> cv.devices()
    [CpuDevice(id=0)]
    """

    id = 0
    process_index = 0
    local_hardware_id = None
    platform = "cpu"
    device_kind = "cpu"
    host_id = 0

    def __repr__(self) -> str:
        return "CpuDevice(id=0)"

    def __str__(self) -> str:
        return "cpu:0"

    def __reduce__(self) -> str:
        return "CPU"

    def memory_stats(self) -> None:
        """What is known of the device's memory: nothing."""
        return

    def live_buffers(self) -> list[Any]:
        """Arrays on the device are not counted."""
        return []


CPU = Device()


def check_device(device: Any, public: str) -> None:
    """Raises ValueError if ``device`` is neither the CPU nor ``None``."""
    if device is None or device is CPU or device == "cpu":
        return
    if getattr(device, "device_set", None) == {CPU}:
        return
    raise error(ValueError, f"{public}: expected the device {CPU!r} or None, got {device!r}")


class SingleDeviceSharding:
    """Where an array lies that lies on one device.

    >>> cnp.ones(2).sharding
    SingleDeviceSharding(device=CpuDevice(id=0))
    """

    memory_kind = "unpinned_host"
    is_fully_replicated = True
    is_fully_addressable = True
    num_devices = 1

    def __init__(self, device: Device = CPU, *, memory_kind: str | None = None) -> None:
        check_device(device, "SingleDeviceSharding")
        self._device = device

    @property
    def device_set(self) -> set[Device]:
        """The device, as a set."""
        return {self._device}

    addressable_devices = device_set

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SingleDeviceSharding)

    def __hash__(self) -> int:
        return hash(SingleDeviceSharding)

    def __repr__(self) -> str:
        return f"SingleDeviceSharding(device={self._device!r})"


class Shard:
    """The part of an array on one device: all of it."""

    replica_id = 0

    def __init__(self, data: Any) -> None:
        self.data, self.device = data, CPU
        self.index = (slice(None),) * data.ndim

    def __repr__(self) -> str:
        return f"Shard(device={self.device!r}, index={self.index}, replica_id=0, data={self.data})"
