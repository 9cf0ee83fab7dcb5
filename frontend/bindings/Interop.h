//===- Interop.h - arrays shared with other libraries -----------*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_FRONTEND_BINDINGS_INTEROP_H
#define COVECTOR_FRONTEND_BINDINGS_INTEROP_H

#include <nanobind/nanobind.h>

namespace covector::python {

void bindInterop(nanobind::module_ &m);

} // namespace covector::python

#endif // COVECTOR_FRONTEND_BINDINGS_INTEROP_H
