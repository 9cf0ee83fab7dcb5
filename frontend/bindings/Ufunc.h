//===- Ufunc.h - callable objects with methods of their own -----*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_FRONTEND_BINDINGS_UFUNC_H
#define COVECTOR_FRONTEND_BINDINGS_UFUNC_H

#include <nanobind/nanobind.h>

namespace covector::python {

/// Adds the type `Ufunc`, whose methods covector.numpy.ufunc gives it.
void bindUfunc(nanobind::module_ &m);

} // namespace covector::python

#endif // COVECTOR_FRONTEND_BINDINGS_UFUNC_H
