//===- Sparsity.h - patterns of Jacobians and their colours -----*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reading order: DependenceAnalysis.h finds what elements vary with, findPattern
// makes a pattern of it, compress colours the pattern. A derivative along the sum
// of all columns of a colour then holds all their entries.
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_PASSES_SPARSITY_SPARSITY_H
#define COVECTOR_PASSES_SPARSITY_SPARSITY_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "passes/sparsity/DependenceAnalysis.h"

namespace covector {

/// Where a Jacobian may be other than zero, in compressed rows: row `i` has the
/// columns `columns[starts[i]]` to `columns[starts[i + 1]]` (excluded), ascending.
struct SparsityPattern {
  int64_t numRows = 0, numColumns = 0;
  std::vector<int64_t> starts = {0};
  std::vector<int32_t> columns;

  int64_t numEntries() const { return columns.size(); }
  llvm::ArrayRef<int32_t> row(int64_t i) const {
    return llvm::ArrayRef<int32_t>(columns).slice(starts[i], starts[i + 1] - starts[i]);
  }
  /// The pattern of the transposed matrix.
  SparsityPattern transposed() const;
  /// The entries of this pattern and of `other`, of one size.
  SparsityPattern unitedWith(const SparsityPattern &other) const;
};

/// The pattern of the derivatives of the results `resnums` of `f`, one after the
/// other, with respect to its arguments `argnums`. Calls and requests in `f` have
/// been expanded. Fails after a diagnostic.
llvm::FailureOr<SparsityPattern> findPattern(mlir::func::FuncOp f, llvm::ArrayRef<int64_t> argnums,
                                             llvm::ArrayRef<int64_t> resnums,
                                             const KnownArguments &known = {});

/// A number for each vertex, below `count`; -1 for those without entries.
struct Coloring {
  int32_t count = 0;
  std::vector<int32_t> colors;
};

/// Colours the columns so that no row has two of one colour.
Coloring colorColumns(const SparsityPattern &pattern);
/// Colours the rows and columns of a symmetric pattern so that every entry is the
/// only one of its column's colour in its row, or of its row's in its column.
Coloring colorSymmetric(const SparsityPattern &pattern);

/// What is multiplied with sums of unit vectors.
enum class Compressed { Columns, Rows, Symmetric };

/// How a matrix is found from few products.
struct Compression {
  Compressed direction = Compressed::Columns;
  Coloring coloring;
  /// For each entry of the pattern, its position in the products, an array with
  /// the product of a colour in each row.
  std::vector<int64_t> positions;
  /// The colours that columns and rows need; -1 where that was not looked for.
  int64_t columnColors = -1, rowColors = -1, symmetricColors = -1;
};

/// The direction with fewest products. With `symmetric` rows are not looked for,
/// and the values of the pattern, which must be symmetric, are taken to be.
Compression compress(const SparsityPattern &pattern, bool symmetric);

} // namespace covector

#endif // COVECTOR_PASSES_SPARSITY_SPARSITY_H
