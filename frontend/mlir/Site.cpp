//===- Site.cpp - what a context of covector.mlir is made of --------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// MLIR's bindings import the extension `_site_initialize_0` first and ask it for
// the dialects of every context.
//
//===----------------------------------------------------------------------===//

#include "frontend/mlir/CAPI.h"
#include "mlir/Bindings/Python/IRCore.h"
#include "mlir/Bindings/Python/Nanobind.h"
#include "mlir/Bindings/Python/NanobindAdaptors.h"

NB_MODULE(_site_initialize_0, module) {
  module.doc() = "Registers Covector's dialects and passes with MLIR's Python bindings.";
  module.def("register_dialects",
             [](MlirDialectRegistry registry) { covectorRegisterDialects(registry); });
  // Contexts are made often and used for small modules.
  module.attr("disable_multithreading") = true;
  covectorRegisterPasses();
}
