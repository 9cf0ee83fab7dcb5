//===- DependenceAnalysis.h - what a function's results vary with -*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_PASSES_SPARSITY_DEPENDENCEANALYSIS_H
#define COVECTOR_PASSES_SPARSITY_DEPENDENCEANALYSIS_H

#include "dialects/array/Dependence.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include <map>
#include <memory>

namespace covector {

/// The elements of integer and boolean arguments that are known, by the
/// argument's number.
using KnownArguments = std::map<unsigned, std::vector<int64_t>>;

/// Runs the rules of dependence over a function without calls and requests.
class DependenceAnalysis : public array::DependenceContext {
public:
  /// The dependence of what `f` returns. Columns are the elements of the arguments
  /// `argnums`, one argument after the other. Fails after a diagnostic.
  llvm::FailureOr<std::vector<array::Dependence>>
  run(mlir::func::FuncOp f, llvm::ArrayRef<int64_t> argnums, const KnownArguments &known);

  const std::vector<int64_t> *elements(mlir::Value value) override;
  std::vector<array::Dependence> run(mlir::Block &block,
                                     llvm::ArrayRef<array::Dependence> arguments,
                                     llvm::ArrayRef<const std::vector<int64_t> *> known) override;

private:
  /// Blocks that are being run see their own values only.
  struct Scope {
    llvm::DenseMap<mlir::Value, array::Dependence> dependence;
    /// Uses of a value that are still to come.
    llvm::DenseMap<mlir::Value, unsigned> uses;
    llvm::DenseMap<mlir::Value, std::unique_ptr<std::vector<int64_t>>> elements;
  };
  /// What the forward-mode rule of an operation lets through.
  struct Passage {
    llvm::SmallVector<bool> operands, results;
  };

  void visit(mlir::Operation *op);
  void visitByFamily(mlir::Operation *op, array::OperandDependence operands,
                     llvm::SmallVectorImpl<array::Dependence> &results);
  const Passage &passageOf(mlir::Operation *op);

  Scope *scope = nullptr;
  llvm::DenseMap<mlir::Operation *, Passage> passages;
  bool failed = false;
};

/// The elements of `value`, the result of an operation, from those of its operands,
/// which `elements` gives (null: not known). Null where they cannot be found.
std::unique_ptr<std::vector<int64_t>>
computeElements(mlir::Value value,
                llvm::function_ref<const std::vector<int64_t> *(mlir::Value)> elements);

} // namespace covector

#endif // COVECTOR_PASSES_SPARSITY_DEPENDENCEANALYSIS_H
