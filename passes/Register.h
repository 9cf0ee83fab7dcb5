//===- Register.h - what a context and a tool must know ---------*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_PASSES_REGISTER_H
#define COVECTOR_PASSES_REGISTER_H

namespace mlir {
class DialectRegistry;
} // namespace mlir

namespace covector {

/// The array dialect, the upstream dialects that it is lowered to, and the
/// external models that bufferisation, tiling and the conversion to LLVM need.
void registerDialects(mlir::DialectRegistry &registry);

/// Our passes and pipelines, and the upstream ones that are used with them.
/// Further calls do nothing.
void registerPasses();

/// The named pipelines of Pipelines.cpp.
void registerPipelines();

} // namespace covector

#endif // COVECTOR_PASSES_REGISTER_H
