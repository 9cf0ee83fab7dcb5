//===- FourierStandard.h - what ducc0 uses of the standard library -*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// See Note [One library, several machines] in FourierLibrary.h.
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_RUNTIME_CPU_FOURIERSTANDARD_H
#define COVECTOR_RUNTIME_CPU_FOURIERSTANDARD_H

#include <algorithm>
#include <array>
#include <atomic>
#include <cctype>
#include <chrono>
#include <cmath>
#include <complex>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <errno.h>
#include <exception>
#include <fstream>
#include <functional>
#include <iomanip>
#include <iostream>
#include <malloc.h>
#include <map>
#include <memory>
#include <mutex>
#include <new>
#include <numeric>
#include <optional>
#include <pthread.h>
#include <queue>
#include <sstream>
#include <stdexcept>
#include <string>
#include <thread>
#include <tuple>
#include <type_traits>
#include <typeindex>
#include <typeinfo>
#include <unistd.h>
#include <utility>
#include <vector>
#if defined(__x86_64__)
#include <immintrin.h>
#endif

#include "runtime/cpu/Fourier.h"
#include "runtime/cpu/Libraries.h"

#endif // COVECTOR_RUNTIME_CPU_FOURIERSTANDARD_H
