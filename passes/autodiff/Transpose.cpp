//===- Transpose.cpp - runs a linear function backward ---------------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/array/Array.h"
#include "dialects/array/Expr.h"
#include "mlir/Dialect/Complex/IR/Complex.h"
#include "mlir/IR/Matchers.h"
#include "passes/Functions.h"
#include "passes/Passes.h"
#include "passes/autodiff/Autodiff.h"
#include "passes/autodiff/Modes.h"

namespace covector {
#define GEN_PASS_DEF_ARRAYTRANSPOSEPASS
#include "passes/Passes.h.inc"
} // namespace covector

using namespace mlir;
using namespace covector;

/// Whether `value` is an array of zeros, perhaps in another shape or type.
static bool isZero(Value value) {
  while (Operation *op = value.getDefiningOp()) {
    if (!isa<array::BroadcastInDimOp, array::ConvertOp, array::ReshapeOp>(op))
      break;
    value = op->getOperand(0);
  }
  DenseElementsAttr elements;
  if (!matchPattern(value, m_Constant(&elements)))
    return false;
  if (elements.empty())
    return true;
  if (!elements.isSplat())
    return false;
  Type type = elements.getElementType();
  if (isa<ComplexType>(type)) {
    auto number = elements.getSplatValue<std::complex<APFloat>>();
    return number.real().isZero() && number.imag().isZero();
  }
  if (isa<FloatType>(type))
    return elements.getSplatValue<APFloat>().isZero();
  return isa<IntegerType>(type) && elements.getSplatValue<APInt>().isZero();
}

/// The operands in which `op` is linear only together with the others: what is
/// added to a linear operand has to be linear too.
static SmallVector<unsigned> addedOperands(Operation *op) {
  if (isa<array::AddOp, array::SubOp, array::ComplexOp, array::ConcatenateOp, array::PadOp>(op))
    return llvm::to_vector(llvm::seq<unsigned>(0, op->getNumOperands()));
  if (isa<array::SelectOp>(op))
    return {1, 2};
  if (auto scatter = dyn_cast<array::ScatterOp>(op);
      scatter && scatter.getKind() != array::ScatterKind::Mul)
    return {0, 2};
  return {};
}

/// Whether `op` fills with another number than 0.
static bool fillsWithNumber(Operation *op) {
  auto gather = dyn_cast<array::GatherOp>(op);
  if (!gather || gather.getMode() != array::IndexMode::Fill)
    return false;
  std::optional<Attribute> fill = gather.getFillValue();
  if (!fill)
    return false;
  if (auto number = dyn_cast<complex::NumberAttr>(*fill))
    return !number.getReal().isZero() || !number.getImag().isZero();
  auto number = dyn_cast<FloatAttr>(*fill);
  return number && !number.getValue().isZero();
}

/// Checks that `op` is linear in those of its operands that are linear; what
/// only one operand decides is left to the transpose rule.
static LogicalResult checkLinear(Operation *op, function_ref<bool(Value)> isLinear) {
  if (fillsWithNumber(op))
    return op->emitOpError("cannot be transposed: it is not linear, since its fill_value is not 0");
  if (isa<array::MulOp>(op) && isLinear(op->getOperand(0)) && isLinear(op->getOperand(1)))
    return op->emitOpError("cannot be transposed: it is not linear, since both operands depend on "
                           "linear arguments");
  for (auto [i, operand] : llvm::enumerate(op->getOperands()))
    if (isLinear(operand) && !array::isDifferentiable(operand.getType()))
      return op->emitOpError("cannot be transposed: it is not linear, since operand ")
             << i << " of type " << operand.getType() << " depends on a linear argument";
  for (unsigned i : addedOperands(op)) {
    Value operand = op->getOperand(i);
    if (!isLinear(operand) && !isZero(operand))
      return op->emitOpError("cannot be transposed: it is not linear but affine, since operand ")
             << i << " depends on no linear argument and is not 0";
  }
  return success();
}

/// Transposes `f` in place; diagnostics call it `name`.
static LogicalResult transposeInPlace(func::FuncOp f, ArrayRef<int64_t> linearArgnums,
                                      StringRef name) {
  Block &block = f.getBody().front();
  llvm::DenseSet<Value> linearValues;
  llvm::SmallBitVector isLinearArgument(block.getNumArguments());
  for (int64_t i : linearArgnums) {
    linearValues.insert(block.getArgument(i));
    isLinearArgument.set(i);
  }
  SmallVector<Operation *> linearOps;
  auto isLinear = [&](Value value) { return linearValues.contains(value); };
  for (Operation &op : block.without_terminator()) {
    if (failed(checkNoRegions(&op, "transpose")))
      return failure();
    if (llvm::any_of(op.getOperands(), isLinear)) {
      linearOps.push_back(&op);
      linearValues.insert(op.result_begin(), op.result_end());
    }
  }

  Operation *terminator = block.getTerminator();
  OpBuilder builder(terminator);
  // What no result depends on may be as it likes.
  llvm::DenseSet<Operation *> live;
  for (Operation *op : llvm::reverse(linearOps)) {
    bool isLive = llvm::any_of(op->getUsers(), [&](Operation *user) {
      return user == terminator || live.contains(user);
    });
    if (!isLive)
      continue;
    live.insert(op);
    if (failed(checkLinear(op, isLinear)))
      return failure();
  }
  ReverseMode reverse(builder, "transpose", name, isLinear);
  unsigned numArguments = block.getNumArguments(), numCotangents = 0;
  for (auto [i, result] : llvm::enumerate(terminator->getOperands())) {
    bool depends = linearValues.contains(result);
    if (!array::isDifferentiable(result.getType())) {
      if (depends)
        return emitError(f.getLoc()) << "transpose: result " << i << " of '@" << name
                                     << "' depends on a linear argument and is " << result.getType()
                                     << ", which no cotangent reaches";
      continue;
    }
    if (!depends && !isZero(result))
      return emitError(f.getLoc())
             << "transpose: result " << i << " of '@" << name
             << "' is not linear: it depends on no linear argument and is not 0";
    BlockArgument cotangent = block.addArgument(result.getType(), terminator->getLoc());
    ++numCotangents;
    if (depends)
      reverse.accumulate(result, cotangent, terminator->getLoc());
  }

  SmallVector<Value> results;
  terminator->setOperands({});
  if (failed(reverse.run(linearOps)))
    return failure();
  for (int64_t i : linearArgnums) {
    BlockArgument argument = block.getArgument(i);
    Value cotangent = reverse.cotangent(argument);
    results.push_back(cotangent ? cotangent
                                : array::zeros(builder, argument.getLoc(), argument.getType()));
  }
  terminator->setOperands(results);

  SmallVector<int64_t> origins;
  for (unsigned i = 0; i < numArguments; ++i)
    if (!isLinearArgument.test(i))
      origins.push_back(i);
  origins.append(numCotangents, -1);
  isLinearArgument.resize(block.getNumArguments());
  block.eraseArguments(
      [&](BlockArgument argument) { return isLinearArgument.test(argument.getArgNumber()); });
  updateSignature(f, origins, 0);
  return success();
}

FailureOr<func::FuncOp> covector::buildTranspose(func::FuncOp f, ArrayRef<int64_t> linearArgnums,
                                                 SymbolTable &symbols) {
  if (failed(checkTransformable(f, "transpose")) ||
      failed(checkIndices(f, f.getSymName(), "transpose", "argnums", "argument", linearArgnums,
                          f.getArgumentTypes())))
    return failure();
  func::FuncOp copy = copyFunction(f, "transpose", symbols, "transpose");
  if (!copy)
    return failure();
  if (failed(transposeInPlace(copy, linearArgnums, f.getSymName()))) {
    symbols.erase(copy);
    return failure();
  }
  return copy;
}

namespace {
struct ArrayTransposePass : covector::impl::ArrayTransposePassBase<ArrayTransposePass> {
  using ArrayTransposePassBase::ArrayTransposePassBase;

  void runOnOperation() override {
    func::FuncOp f = chooseFunction(getOperation(), function, "array-transpose");
    if (!f)
      return signalPassFailure();
    SmallVector<int64_t> chosen(argnums.begin(), argnums.end());
    if (chosen.empty())
      chosen = differentiableIndices(f.getArgumentTypes());
    SymbolTable symbols(getOperation());
    FailureOr<func::FuncOp> result = buildTranspose(f, chosen, symbols);
    if (failed(result))
      return signalPassFailure();
    result->setPublic();
  }
};
} // namespace
