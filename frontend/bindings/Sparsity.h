//===- Sparsity.h - patterns of Jacobians, kept by program ------*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_FRONTEND_BINDINGS_SPARSITY_H
#define COVECTOR_FRONTEND_BINDINGS_SPARSITY_H

#include <nanobind/nanobind.h>

namespace covector::python {

void bindSparsity(nanobind::module_ &m);

} // namespace covector::python

#endif // COVECTOR_FRONTEND_BINDINGS_SPARSITY_H
