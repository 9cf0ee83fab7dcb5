//===- LinalgToBlas.cpp - hands large contractions to the runtime ---------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A contraction is seen as c[b, m, n] += sum over k of x[b, m, k] y[b, k, n],
// where any of the loops but k may be missing. Strides say which operands are
// transposed.
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"
#include "mlir/IR/Matchers.h"
#include "passes/lowering/Nest.h"
#include "passes/lowering/Passes.h"

namespace covector {
#define GEN_PASS_DEF_ARRAYLINALGTOBLASPASS
#include "passes/lowering/Passes.h.inc"
} // namespace covector

using namespace mlir;
using namespace covector;

namespace {

/// A matrix as BLAS takes it.
struct Matrix {
  Value base;
  int64_t leading = 1, batchStride = 0;
  bool transposed = false;
};

struct Product {
  int64_t batch = 1, m = 1, n = 1, k = 1;
  Matrix x, y, c;
};

} // namespace

/// The matrix whose rows and columns are `rows` and `columns` (-1: missing) of
/// the nest; none if neither lies densely.
static std::optional<Matrix> matrixOf(const Nest &nest, const NestOperand &operand, int rows,
                                      int columns, int batch) {
  Matrix matrix;
  matrix.base = operand.base;
  matrix.batchStride = batch < 0 ? 0 : operand.strides[batch];
  auto size = [&](int loop) { return loop < 0 ? 1 : nest.sizes[loop]; };
  int64_t down = size(rows) > 1 ? operand.strides[rows] : 0;
  int64_t across = size(columns) > 1 ? operand.strides[columns] : 0;
  if (across == 1 || (!across && down != 1)) {
    matrix.leading = std::max({down, size(columns), int64_t(1)});
  } else if (down <= 1) {
    matrix.transposed = true;
    matrix.leading = std::max({across, size(rows), int64_t(1)});
  } else {
    return std::nullopt;
  }
  return matrix;
}

static std::optional<Product> productOf(const Nest &nest) {
  int batch = -1, m = -1, n = -1, k = -1;
  for (unsigned loop = 0; loop < nest.loops(); ++loop) {
    bool inX = nest.operands[0].uses(loop), inY = nest.operands[1].uses(loop),
         inC = nest.operands[2].uses(loop);
    int *role = inX && inY && inC ? &batch
                : inX && inC      ? &m
                : inY && inC      ? &n
                : inX && inY      ? &k
                                  : nullptr;
    if (!role || *role >= 0)
      return std::nullopt;
    *role = loop;
  }
  auto size = [&](int loop) { return loop < 0 ? 1 : nest.sizes[loop]; };
  Product product{size(batch), size(m), size(n), size(k), {}, {}, {}};
  auto x = matrixOf(nest, nest.operands[0], m, k, batch);
  auto y = matrixOf(nest, nest.operands[1], k, n, batch);
  auto c = matrixOf(nest, nest.operands[2], m, n, batch);
  if (!x || !y || !c)
    return std::nullopt;
  if (c->transposed) { // c^T = y^T x^T
    c->transposed = false;
    x->transposed ^= true;
    y->transposed ^= true;
    std::swap(*x, *y);
    std::swap(product.m, product.n);
  }
  product.x = *x;
  product.y = *y;
  product.c = *c;
  return product;
}

/// The fill with zeros that the accumulation of `op` begins with; null if it
/// begins otherwise.
static linalg::FillOp fillBefore(linalg::LinalgOp op, Value output) {
  linalg::FillOp last;
  for (Operation *user : output.getUsers()) {
    if (user == op.getOperation())
      continue;
    if (user->getBlock() != op->getBlock())
      return nullptr;
    if (!user->isBeforeInBlock(op))
      continue;
    auto fill = dyn_cast<linalg::FillOp>(user);
    if (!fill || last)
      return nullptr;
    last = fill;
  }
  if (!last || last.getOutputs()[0] != output)
    return nullptr;
  Value value = last.getInputs()[0];
  if (matchPattern(value, m_AnyZeroFloat()))
    return last;
  if (auto complex = value.getDefiningOp<complex::ConstantOp>())
    if (llvm::all_of(complex.getValue(),
                     [](Attribute part) { return cast<FloatAttr>(part).getValue().isZero(); }))
      return last;
  return nullptr;
}

static StringRef suffixOf(Type type) {
  if (auto complex = dyn_cast<ComplexType>(type))
    return complex.getElementType().isF32()   ? "c64"
           : complex.getElementType().isF64() ? "c128"
                                              : "";
  return type.isF32() ? "f32" : type.isF64() ? "f64" : "";
}

namespace {
struct ArrayLinalgToBlasPass : covector::impl::ArrayLinalgToBlasPassBase<ArrayLinalgToBlasPass> {
  using Base::Base;

  void runOnOperation() override {
    SmallVector<linalg::LinalgOp> ops;
    getOperation().walk([&](linalg::LinalgOp op) {
      if (isa<linalg::ContractionOpInterface>(op.getOperation()))
        ops.push_back(op);
    });
    for (linalg::LinalgOp op : ops) {
      auto type = dyn_cast<MemRefType>(op->getOperand(0).getType());
      if (!type || op->getNumOperands() != 3 || op->getNumResults())
        continue;
      StringRef suffix = suffixOf(type.getElementType());
      if (suffix.empty() || llvm::any_of(op->getOperandTypes(), [&](Type other) {
            return getElementTypeOrSelf(other) != type.getElementType();
          }))
        continue;
      FailureOr<Nest> nest = Nest::of(op);
      if (failed(nest))
        return signalPassFailure();
      if (nest->points() < threshold || nest->loops() < 2)
        continue;
      std::optional<Product> product = productOf(*nest);
      if (!product || product->m * product->n * product->k < 4096)
        continue;
      // A product with a vector is one pass over memory, as a loop does it as well.
      if ((product->m == 1 || product->n == 1) && isa<FloatType>(type.getElementType()))
        continue;
      linalg::FillOp fill = fillBefore(op, nest->operands[2].base);
      makeCall(op, suffix, *product, fill != nullptr);
      if (fill)
        fill.erase();
      op.erase();
    }
  }

  void makeCall(Operation *op, StringRef suffix, const Product &product, bool overwrite) {
    ImplicitLocOpBuilder b(op->getLoc(), op);
    Type pointer = LLVM::LLVMPointerType::get(&getContext()), i64 = b.getI64Type();
    std::string name = ("cv_gemm_" + suffix).str();
    ModuleOp module = getOperation();
    auto function = module.lookupSymbol<LLVM::LLVMFuncOp>(name);
    if (!function) {
      OpBuilder::InsertionGuard guard(b);
      b.setInsertionPointToStart(module.getBody());
      SmallVector<Type> types(3, pointer);
      types.append(13, i64);
      function = LLVM::LLVMFuncOp::create(
          b, name, LLVM::LLVMFunctionType::get(LLVM::LLVMVoidType::get(&getContext()), types));
      function.setNoUnwind(true);
    }
    SmallVector<Value> operands;
    for (Value base : {product.x.base, product.y.base, product.c.base})
      operands.push_back(UnrealizedConversionCastOp::create(b, pointer, base).getResult(0));
    for (int64_t number :
         {product.batch, product.m, product.n, product.k, product.x.leading, product.y.leading,
          product.c.leading, product.x.batchStride, product.y.batchStride, product.c.batchStride,
          int64_t(product.x.transposed), int64_t(product.y.transposed), int64_t(!overwrite)})
      operands.push_back(LLVM::ConstantOp::create(b, b.getI64IntegerAttr(number)));
    LLVM::CallOp::create(b, function, operands);
  }
};
} // namespace
