"""Array programs, differentiated and compiled: ``import covector as cv``."""

from covector import errors as errors  # isort: skip
from covector import dlpack as dlpack
from covector import dtypes as dtypes
from covector import flatten_util as flatten_util
from covector import lax as lax
from covector import nn as nn
from covector import numpy as numpy
from covector import random as random
from covector import test_util as test_util
from covector import tree as tree
from covector import tree_util as tree_util
from covector import typing as typing
from covector.api import ShapeDtypeStruct as ShapeDtypeStruct
from covector.api import block_until_ready as block_until_ready
from covector.api import default_backend as default_backend
from covector.api import device_count as device_count
from covector.api import device_get as device_get
from covector.api import device_put as device_put
from covector.api import devices as devices
from covector.api import eval_shape as eval_shape
from covector.api import local_device_count as local_device_count
from covector.api import local_devices as local_devices
from covector.api import process_count as process_count
from covector.api import process_index as process_index
from covector.api import statistics as statistics
from covector.api import typeof as typeof
from covector.config import config as config
from covector.config import enable_x64 as enable_x64
from covector.core.libraries import name_libraries as _name_libraries
from covector.dtypes import float0 as float0
from covector.jit import jit as jit
from covector.transforms.autodiff import grad as grad
from covector.transforms.autodiff import jvp as jvp
from covector.transforms.autodiff import linearize as linearize
from covector.transforms.autodiff import value_and_grad as value_and_grad
from covector.transforms.autodiff import vjp as vjp
from covector.transforms.batching import vmap as vmap
from covector.transforms.jacobians import hessian as hessian
from covector.transforms.jacobians import jacfwd as jacfwd
from covector.transforms.jacobians import jacobian as jacobian
from covector.transforms.jacobians import jacrev as jacrev
from covector.typing import Array as Array

_name_libraries()
