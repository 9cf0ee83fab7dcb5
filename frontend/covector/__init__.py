"""Array programs, differentiated and compiled: ``import covector as cv``."""

from covector import errors as errors  # isort: skip
from covector import ad_checkpoint as ad_checkpoint
from covector import core as core
from covector import debug as debug
from covector import dlpack as dlpack
from covector import dtypes as dtypes
from covector import experimental as experimental
from covector import ffi as ffi
from covector import flatten_util as flatten_util
from covector import image as image
from covector import lax as lax
from covector import nn as nn
from covector import numpy as numpy
from covector import ops as ops
from covector import random as random
from covector import scipy as scipy
from covector import test_util as test_util
from covector import tree as tree
from covector import tree_util as tree_util
from covector import typing as typing
from covector import version as version
from covector.api import Device as Device
from covector.api import ShapeDtypeStruct as ShapeDtypeStruct
from covector.api import block_until_ready as block_until_ready
from covector.api import copy_to_host_async as copy_to_host_async
from covector.api import default_backend as default_backend
from covector.api import device_count as device_count
from covector.api import device_get as device_get
from covector.api import device_put as device_put
from covector.api import devices as devices
from covector.api import eval_shape as eval_shape
from covector.api import host_count as host_count
from covector.api import host_id as host_id
from covector.api import host_ids as host_ids
from covector.api import local_device_count as local_device_count
from covector.api import local_devices as local_devices
from covector.api import process_count as process_count
from covector.api import process_index as process_index
from covector.api import process_indices as process_indices
from covector.api import statistics as statistics
from covector.api import typeof as typeof
from covector.callbacks import effects_barrier as effects_barrier
from covector.callbacks import pure_callback as pure_callback
from covector.capture.conversion import capture as capture
from covector.config import check_tracer_leaks as check_tracer_leaks
from covector.config import checking_leaks as checking_leaks
from covector.config import config as config
from covector.config import debug_infs as debug_infs
from covector.config import debug_key_reuse as debug_key_reuse
from covector.config import debug_nans as debug_nans
from covector.config import default_device as default_device
from covector.config import default_matmul_precision as default_matmul_precision
from covector.config import default_prng_impl as default_prng_impl
from covector.config import disable_jit as disable_jit
from covector.config import enable_checks as enable_checks
from covector.config import enable_custom_prng as enable_custom_prng
from covector.config import enable_x64 as enable_x64
from covector.config import explain_cache_misses as explain_cache_misses
from covector.config import legacy_prng_key as legacy_prng_key
from covector.config import log_compiles as log_compiles
from covector.config import numpy_dtype_promotion as numpy_dtype_promotion
from covector.config import numpy_rank_promotion as numpy_rank_promotion
from covector.config import threefry_partitionable as threefry_partitionable
from covector.config import transfer_guard as transfer_guard
from covector.config import transfer_guard_device_to_device as transfer_guard_device_to_device
from covector.config import transfer_guard_device_to_host as transfer_guard_device_to_host
from covector.config import transfer_guard_host_to_device as transfer_guard_host_to_device
from covector.core.libraries import name_libraries as _name_libraries
from covector.dtypes import float0 as float0
from covector.inspection import clear_caches as clear_caches
from covector.inspection import ensure_compile_time_eval as ensure_compile_time_eval
from covector.inspection import live_arrays as live_arrays
from covector.inspection import make_jaxpr as make_jaxpr
from covector.inspection import named_call as named_call
from covector.inspection import named_scope as named_scope
from covector.inspection import print_environment_info as print_environment_info
from covector.jit import jit as jit
from covector.transforms.autodiff import grad as grad
from covector.transforms.autodiff import jvp as jvp
from covector.transforms.autodiff import linearize as linearize
from covector.transforms.autodiff import value_and_grad as value_and_grad
from covector.transforms.autodiff import vjp as vjp
from covector.transforms.batching import vmap as vmap
from covector.transforms.checkpoint import checkpoint as checkpoint
from covector.transforms.checkpoint import checkpoint_policies as checkpoint_policies
from covector.transforms.checkpoint import remat as remat
from covector.transforms.jacobians import hessian as hessian
from covector.transforms.jacobians import jacfwd as jacfwd
from covector.transforms.jacobians import jacobian as jacobian
from covector.transforms.jacobians import jacrev as jacrev
from covector.typing import Array as Array
from covector.version import __version__ as __version__

from covector import einops_support as _einops_support  # isort: skip
from covector import tracebacks as _tracebacks  # isort: skip

_name_libraries()
_tracebacks.install()
_einops_support.install()
