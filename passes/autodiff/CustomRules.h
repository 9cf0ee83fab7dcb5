//===- CustomRules.h - derivative rules that users give ----------*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// See Note [Rules of users] in dialects/array/Custom.td.
//
// A rule is a function without calls, in a module of its own. Its body is put in the
// place of the call, so that forward mode sees which of its operations are linear in
// the tangents, and reverse mode can transpose them.
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_PASSES_AUTODIFF_CUSTOMRULES_H
#define COVECTOR_PASSES_AUTODIFF_CUSTOMRULES_H

#include "dialects/array/Custom.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/OwningOpRef.h"

namespace covector {

/// What a rule is asked for.
enum class RuleKind {
  /// (operands, tangents of differentiable inputs) -> (results, tangents of
  /// differentiable results).
  Jvp,
  /// operands -> (results, residuals).
  Forward,
  /// (residuals, cotangents of differentiable results) -> cotangents of
  /// differentiable inputs.
  Backward,
  /// (residuals, cotangents) -> cotangents of the linear operands.
  Transpose,
};

/// A rule as a function without calls, and the module that holds it.
struct Rule {
  mlir::OwningOpRef<mlir::ModuleOp> module;
  mlir::func::FuncOp function;
};

/// Asks for a rule that is a number.
struct RuleRequest {
  int64_t number;
  RuleKind kind;
  /// Which inputs vary, and which results have a cotangent (all of them, where the
  /// rule does not want to know).
  llvm::SmallVector<bool> varying, reached;
};

/// Makes the rules that are numbers; null, after a diagnostic at `location`, where
/// that fails.
class RuleProvider {
public:
  virtual ~RuleProvider() = default;
  virtual Rule provide(const RuleRequest &request, mlir::Location location) = 0;
};

/// Sets what makes rules for the whole process; without one, such rules are an error.
void setRuleProvider(RuleProvider *provider);

/// Names the module that rules of calls are looked up in: these may stand in blocks that
/// are no part of it yet. For this thread, while it lives.
class RuleModule {
public:
  explicit RuleModule(mlir::Operation *inside);
  ~RuleModule();

private:
  mlir::Operation *previous;
};

/// Whether `op` is one of those with rules of their own.
bool isCustomCall(mlir::Operation *op);

class ForwardMode;

/// Pushes tangents (null for symbolic zeros) through `op`, which is a custom call.
mlir::LogicalResult forwardThroughCustom(ForwardMode &mode, mlir::Operation *op,
                                         mlir::OpBuilder &builder,
                                         llvm::ArrayRef<mlir::Value> tangents);

/// Transposes `call`: appends a cotangent for each operand, null for residuals. See
/// TransposeOpInterface.
mlir::LogicalResult transposeLinearCall(array::LinearCallOp call, mlir::OpBuilder &builder,
                                        llvm::ArrayRef<mlir::Value> cotangents,
                                        llvm::ArrayRef<bool> linear,
                                        llvm::SmallVectorImpl<mlir::Value> &operandCotangents);

/// Puts their bodies in the place of the calls in `root`; only those that are
/// not linear calls with `keepLinear`. Fails for a linear call without a body.
mlir::LogicalResult inlineCustomCalls(mlir::Operation *root, bool keepLinear = false);

} // namespace covector

#endif // COVECTOR_PASSES_AUTODIFF_CUSTOMRULES_H
