"""Switches: their names, values and context managers, and what they do."""

import gc
import logging
import os
import subprocess
import sys

import numpy as np
import pytest

import covector as cv
import covector.numpy as cnp
from covector.config import OPTIONS


@pytest.mark.parametrize("name", sorted(OPTIONS))
def test_every_switch_can_be_read_and_set(name):
    before = getattr(cv.config, name)
    assert getattr(cv.config, "jax_" + name) == before == cv.config.read(name) == cv.config.values[name]
    cv.config.update("jax_" + name, before)
    assert getattr(cv.config, name) == before


@pytest.mark.parametrize("name", [n for n in sorted(OPTIONS) if hasattr(cv, n)])
def test_every_context_manager_restores(name):
    before = getattr(cv.config, name)
    with getattr(cv, name)(before):
        pass
    with pytest.raises(KeyError), getattr(cv, name)(before):
        raise KeyError
    assert getattr(cv.config, name) == before


def test_wrong_switches():
    with pytest.raises(AttributeError, match="Unrecognized config option: jax_nothing"):
        cv.config.update("jax_nothing", 1)
    with pytest.raises(AttributeError, match="nothing"):
        _ = cv.config.nothing
    with pytest.raises(AttributeError, match=r"config\.update"):
        cv.config.jax_enable_x64 = True
    with pytest.raises(ValueError, match="expected numpy_rank_promotion to be one of"):
        cv.config.update("jax_numpy_rank_promotion", "perhaps")


def test_switches_from_the_environment():
    shown = "cv.config.enable_x64, cv.config.numpy_rank_promotion, cv.numpy.ones(1).dtype"
    code = f"import covector as cv; print({shown})"
    env = {**os.environ, "COVECTOR_ENABLE_X64": "1", "COVECTOR_NUMPY_RANK_PROMOTION": "raise"}
    env["PYTHONPATH"] = os.pathsep.join(p for p in sys.path if p)
    out = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=env, check=True
    ).stdout
    assert out.split() == ["True", "raise", "float64"]


def test_disable_jit():
    calls = []

    @cv.jit
    def f(x, flag=True):
        calls.append(type(x))
        return x + 1 if x > 0 else x

    with cv.disable_jit():
        assert f(1.0) == 2.0
        assert f(-1.0) == -1.0
        assert float(cv.grad(f)(2.0)) == 1.0
        assert cv.vmap(cv.jit(lambda x: x * 2))(cnp.arange(3)).tolist() == [0, 2, 4]
    with pytest.raises(cv.errors.TracerBoolConversionError):
        f(1.0)
    with cv.disable_jit(False), pytest.raises(cv.errors.TracerBoolConversionError):
        f(1.0)


@pytest.mark.parametrize("dtype", ["float16", "bfloat16", "float32", "complex64"])
def test_debug_nans(dtype):
    x = cnp.asarray([1.0, -1.0], dtype)
    with cv.debug_nans(True):
        with pytest.raises(FloatingPointError, match=r"invalid value \(nan\) encountered in (div|sub|mul)"):
            (x - x) / (x - x)
        # A jitted function: the first operation with such a result is named.
        with pytest.raises(FloatingPointError, match=r"encountered in div"):
            cv.jit(lambda x: 2 * ((x - x) / (x - x)) + 1)(x)
        assert cv.jit(lambda x: x * 2)(x).shape == (2,)
        assert cnp.asarray([np.inf]).shape == (1,)
    assert np.isnan(np.asarray((x - x) / (x - x)).astype("complex64")).all()


def test_debug_infs():
    with cv.debug_infs(True):
        with pytest.raises(FloatingPointError, match=r"\(inf\) encountered in div"):
            cnp.ones(2) / 0
        assert np.isnan(cnp.zeros(1) / 0)
    with cv.debug_infs(True), cv.debug_nans(True):
        for x in (0.0, 1.0):
            with pytest.raises(FloatingPointError):
                cnp.asarray(x) / 0
    assert np.isinf(cnp.ones(1) / 0)


def test_rank_promotion():
    x, y = cnp.ones((2, 3)), cnp.ones(3)
    with cv.numpy_rank_promotion("raise"):
        for f in (lambda: x + y, lambda: cnp.maximum(y, x), lambda: cv.jit(lambda x, y: x * y)(x, y)):
            with pytest.raises(ValueError, match=r"shapes \(\d.*numpy_rank_promotion='raise'"):
                f()
        assert (x + 1 + cnp.asarray(2.0) + y[None]).shape == (2, 3)
    with cv.numpy_rank_promotion("warn"), pytest.warns(UserWarning, match="numpy_rank_promotion='warn'"):
        x + y
    assert (x + y).shape == (2, 3)


def test_log_compiles(caplog):
    with caplog.at_level(logging.WARNING, logger="covector.compile"), cv.log_compiles(True):
        cv.jit(lambda x: x * 1234.5)(1.0)
    assert any("Finished compilation of" in message for message in caplog.messages)
    caplog.clear()
    cv.jit(lambda x: x * 1234.75)(1.0)
    assert not caplog.messages


def test_checking_leaks():
    leaked = []
    with cv.checking_leaks():
        with pytest.raises(cv.errors.UnexpectedTracerError, match="Leaked trace"):
            cv.jit(lambda x: leaked.append(x) or x)(1.0)
        leaked.clear()
        for f in (cv.jit, cv.grad, cv.vmap, lambda f: cv.jit(cv.vmap(cv.grad(f)))):
            f(lambda x: cnp.sin(x) * 2)(cnp.ones(2) if f not in (cv.grad,) else 1.0)
    cv.jit(lambda x: leaked.append(x) or x)(2.0)
    leaked.clear()


def test_ensure_compile_time_eval():
    seen = []

    @cv.jit
    def f(x):
        with cv.ensure_compile_time_eval():
            table = cnp.arange(4) ** 2
            seen.append(table.tolist())
            n = int(cv.jit(cnp.sum)(table))
        return x * n + cnp.asarray(table)[2]

    assert float(f(2.0)) == 32.0
    assert seen == [[0, 1, 4, 9]]
    with pytest.raises(cv.errors.UnexpectedTracerError):
        cv.jit(lambda x: inner(x))(1.0)


def inner(x):
    with cv.ensure_compile_time_eval():
        return x + 1


def test_live_arrays_and_caches():
    gc.collect()
    before = len(cv.live_arrays())
    x = [cnp.full(3, i) for i in range(5)]
    assert len(cv.live_arrays()) == before + 5
    x[0].delete()
    assert len(cv.live_arrays()) == before + 4
    traces = []
    f = cv.jit(lambda x: traces.append(1) or x)
    f(1.0)
    f(1.0)
    cv.clear_caches()
    f(1.0)
    assert len(traces) == 2


def test_names_that_change_nothing():
    @cv.named_scope("layer")
    def f(x):
        with cv.named_scope("inner"):
            return cv.named_call(cnp.sin, name="sine")(x)

    np.testing.assert_array_equal(cv.jit(f)(1.0), cnp.sin(1.0))
    with pytest.raises(TypeError):
        cv.named_scope(3)


def test_make_jaxpr_and_environment(capsys):
    program, shape = cv.make_jaxpr(lambda x, n: {"y": x * n}, static_argnums=1, return_shape=True)(
        cnp.ones(3), 2
    )
    assert "array.mul" in str(program)
    assert shape["y"].shape == (3,)
    assert program.out_avals[0].dtype == np.float32
    assert cv.print_environment_info() is None
    assert "covector" in capsys.readouterr().out
    assert cv.__version__


def test_devices_and_shardings():
    x = cnp.ones(2)
    (device,) = cv.devices()
    assert x.device is device
    assert x.devices() == {device}
    assert x.sharding.device_set == {device}
    assert isinstance(device, cv.Device)
    assert (device.platform, device.id, device.process_index) == ("cpu", 0, 0)
    assert x.addressable_shards[0].data is x
    assert x.is_ready()
    x.copy_to_host_async()
    assert cv.device_put(x, device) is x
    assert cv.device_put(x, x.sharding).device is device
    with pytest.raises(ValueError, match="device_put"):
        cv.device_put(x, "tpu")
    with cv.default_device(device):
        assert cnp.ones(2).device is device
