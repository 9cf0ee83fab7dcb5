//===- DeferSums.cpp - sums over iterations, made after the loop ----------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The cotangent of a matrix that a loop multiplies by is carried, and every iteration
// adds a product to it: an outer product is as large as the matrix, and made of two
// vectors. Where nothing in the loop reads the sum, all products are one contraction of
// the stacks of their factors, along the iterations too: the matrix is written once, by
// a product of matrices.
//
// Note [Factors that are stacked]
// A factor that is an element of what the loop reads lies in a stack already; others are
// stacked for this. That is done where it at most doubles what the loop reads in stacks,
// or takes no more memory than the sum: so the loop's memory grows as it did.
//
//===----------------------------------------------------------------------===//

#include "dialects/array/ControlFlow.h"
#include "dialects/array/Expr.h"
#include "dialects/array/Rules.h"
#include "mlir/IR/Matchers.h"
#include "passes/Passes.h"
#include "passes/optimize/ControlFlow.h"
#include "passes/optimize/Simplify.h"
#include "llvm/ADT/SetVector.h"

namespace covector {
#define GEN_PASS_DEF_ARRAYDEFERSUMSPASS
#include "passes/Passes.h.inc"
} // namespace covector

using namespace mlir;
using namespace covector;

static int64_t elementsOf(Value value) {
  return cast<RankedTensorType>(value.getType()).getNumElements();
}

/// Bytes in storage.
static int64_t bytesOf(Value value) {
  Type element = getElementTypeOrSelf(value);
  auto complex = dyn_cast<ComplexType>(element);
  int64_t bits = complex ? 2 * complex.getElementType().getIntOrFloatBitWidth()
                         : std::max(element.getIntOrFloatBitWidth(), 8u);
  return elementsOf(value) * bits / 8;
}

static bool isZero(Value value) {
  return matchPattern(value, m_AnyZeroFloat()) || matchPattern(value, m_Zero());
}

namespace {

/// A term of a carried sum that is a contraction of two factors, and is smaller as these.
struct Product {
  unsigned carried;
  array::AddOp sum;
  Value before; // what the term is added to
  Value lhs, rhs;
  SmallVector<int64_t> lhsShape, rhsShape; // without axes of size 1 that are repeated
  SmallVector<int64_t> lhsBatch, rhsBatch, lhsContracting, rhsContracting;
  Type element;
  SmallVector<int64_t> permutation; // of the contraction; empty: none
  Location loc;
};

} // namespace

//===----------------------------------------------------------------------===//
// Products
//===----------------------------------------------------------------------===//

/// The axis of `op`'s operand, counted without those that are repeated, that lies along
/// each axis of the result; -1 where elements are repeated.
static SmallVector<int64_t> axesAlong(array::BroadcastInDimOp op, SmallVector<int64_t> &shape) {
  SmallVector<int64_t> axes(op.getShape().size(), -1);
  for (auto [axis, to] : llvm::enumerate(op.getDimensions())) {
    int64_t size = op.getX().getType().getDimSize(axis);
    if (size != op.getShape()[to])
      continue;
    axes[to] = shape.size();
    shape.push_back(size);
  }
  return axes;
}

/// Fills in the factors of a product of repeated arrays: an axis along which both vary
/// is one of a batch.
static bool matchRepeated(array::MulOp mul, Product &product) {
  auto x = mul.getX().getDefiningOp<array::BroadcastInDimOp>();
  auto y = mul.getY().getDefiningOp<array::BroadcastInDimOp>();
  if (!x || !y)
    return false;
  SmallVector<int64_t> alongX = axesAlong(x, product.lhsShape),
                       alongY = axesAlong(y, product.rhsShape), batch, left, right;
  for (int64_t to = 0; to < mul.getType().getRank(); ++to) {
    bool inX = alongX[to] >= 0, inY = alongY[to] >= 0;
    if (!inX && !inY)
      return false;
    (inX && inY ? batch : inX ? left : right).push_back(to);
    if (inX && inY) {
      product.lhsBatch.push_back(alongX[to]);
      product.rhsBatch.push_back(alongY[to]);
    }
  }
  SmallVector<int64_t> order(batch);
  llvm::append_range(order, left);
  llvm::append_range(order, right);
  if (!llvm::is_sorted(order)) {
    product.permutation.resize(order.size());
    for (auto [from, to] : llvm::enumerate(order))
      product.permutation[to] = from;
  }
  product.lhs = x.getX();
  product.rhs = y.getX();
  product.element = mul.getType().getElementType();
  return true;
}

/// Fills in the factors of `term`, which nobody else reads.
static bool matchProduct(Value term, Product &product) {
  if (!term.hasOneUse())
    return false;
  if (auto mul = term.getDefiningOp<array::MulOp>())
    return matchRepeated(mul, product);
  if (auto transpose = term.getDefiningOp<array::TransposeOp>()) {
    product.permutation.assign(transpose.getPermutation().begin(),
                               transpose.getPermutation().end());
    term = transpose.getX();
  }
  auto dot = term.getDefiningOp<array::DotGeneralOp>();
  if (!dot || !term.hasOneUse())
    return false;
  product.lhs = dot.getLhs();
  product.rhs = dot.getRhs();
  llvm::append_range(product.lhsShape, dot.getLhs().getType().getShape());
  llvm::append_range(product.rhsShape, dot.getRhs().getType().getShape());
  llvm::append_range(product.lhsBatch, dot.getLhsBatch());
  llvm::append_range(product.rhsBatch, dot.getRhsBatch());
  llvm::append_range(product.lhsContracting, dot.getLhsContracting());
  llvm::append_range(product.rhsContracting, dot.getRhsContracting());
  product.element = dot.getElementType();
  return true;
}

/// The products among the terms that the body of `op` adds to its carried value number
/// `carried`; none if the body reads that otherwise.
static std::vector<Product> productsOf(array::ScanOp op, unsigned carried) {
  std::vector<Product> products;
  Value sum = op.getBodyCarried()[carried];
  while (sum.hasOneUse()) {
    OpOperand &use = *sum.use_begin();
    Operation *user = use.getOwner();
    if (user == op.getBodyBlock().getTerminator())
      return use.getOperandNumber() == carried ? products : std::vector<Product>();
    auto add = dyn_cast<array::AddOp>(user);
    if (!add)
      return {};
    Value term = add->getOperand(1 - use.getOperandNumber());
    Product product{carried, add, sum, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, add.getLoc()};
    if (matchProduct(term, product) &&
        elementsOf(product.lhs) + elementsOf(product.rhs) <= elementsOf(term))
      products.push_back(product);
    sum = add;
  }
  return {};
}

//===----------------------------------------------------------------------===//
// Stacks
//===----------------------------------------------------------------------===//

namespace {

/// Which products of a loop are deferred, and what is stacked for them.
struct Deferred {
  explicit Deferred(array::ScanOp op)
      : op(op), firstX(1 + op.getConsts().size() + op.getInits().size()) {
    for (Value x : op.getXs())
      limit += bytesOf(x);
    Operation *terminator = op.getBodyBlock().getTerminator();
    for (Value value : terminator->getOperands().drop_front(op.getInits().size()))
      yielded.insert(value);
  }

  /// Defers `product` if its factors may be stacked. See Note [Factors that are stacked].
  void add(Product &product) {
    llvm::SmallSetVector<Value, 2> added;
    int64_t more = 0;
    for (Value factor : {product.lhs, product.rhs}) {
      auto argument = dyn_cast<BlockArgument>(factor);
      if (argument && argument.getArgNumber() < 1 + op.getConsts().size())
        return; // the same in every iteration
      bool lies = (argument && argument.getArgNumber() >= firstX) || yielded.contains(factor) ||
                  stacked.contains(factor);
      if (!lies && added.insert(factor))
        more += bytesOf(factor) * *op.getLength();
    }
    if (bytes + more > std::max(limit, bytesOf(product.sum)))
      return;
    bytes += more;
    stacked.insert(added.begin(), added.end());
    products.push_back(product);
  }

  array::ScanOp op;
  unsigned firstX;
  int64_t limit = 0, bytes = 0;
  llvm::DenseSet<Value> yielded;
  llvm::SetVector<Value> stacked;
  std::vector<Product> products;
};

} // namespace

static void deferSums(array::ScanOp op) {
  if (!op.getLength() || *op.getLength() < 2)
    return;
  Deferred deferred(op);
  for (unsigned i = 0; i < op.getInits().size(); ++i) {
    std::vector<Product> products = productsOf(op, i);
    for (Product &product : products)
      deferred.add(product);
  }
  if (deferred.products.empty())
    return;

  // The loop stacks the factors, and adds the products no more.
  Block &body = op.getBodyBlock();
  Operation *terminator = body.getTerminator();
  SmallVector<Value> yielded(terminator->getOperands());
  llvm::append_range(yielded, deferred.stacked);
  terminator->setOperands(yielded);
  // From the last term on: the one before may be what it is added to.
  for (Product &product : llvm::reverse(deferred.products)) {
    product.sum.getResult().replaceAllUsesWith(product.before);
    product.sum.erase();
  }
  OpBuilder builder(op);
  unsigned carried = op.getInits().size();
  TypeRange stackedTypes = TypeRange(terminator->getOperandTypes()).drop_front(carried);
  auto loop =
      array::ScanOp::create(builder, op.getLoc(), stackedTypes, op.getCount(), op.getConsts(),
                            op.getInits(), op.getXs(), op.getLengthAttr(), op.getReverse());
  loop.setLevelsAttr(op.getLevelsAttr());
  loop.getBody().takeBody(op.getBody());

  auto stackOf = [&](Value factor, ArrayRef<int64_t> shape) -> Value {
    auto argument = dyn_cast<BlockArgument>(factor);
    auto found = std::find(yielded.begin() + carried, yielded.end(), factor);
    Value stack = argument && argument.getArgNumber() >= deferred.firstX
                      ? loop.getXs()[argument.getArgNumber() - deferred.firstX]
                      : Value(loop.getResult(found - yielded.begin()));
    SmallVector<int64_t> stacked = {int64_t(*loop.getLength())};
    llvm::append_range(stacked, shape);
    if (cast<RankedTensorType>(stack.getType()).getShape() == ArrayRef(stacked))
      return stack;
    return array::reshape(builder, loop.getLoc(), stack, stacked);
  };
  SmallVector<Value> results(loop.getResults().take_front(op.getNumResults()));
  for (unsigned i = 0; i < carried; ++i)
    if (terminator->getOperand(i) == loop.getBodyCarried()[i])
      results[i] = loop.getInits()[i];
  for (Product &product : deferred.products) {
    Value sum = array::DotGeneralOp::create(
        builder, product.loc, stackOf(product.lhs, product.lhsShape),
        stackOf(product.rhs, product.rhsShape), array::shifted(product.lhsBatch),
        array::shifted(product.rhsBatch), array::shifted(product.lhsContracting, /*leading=*/true),
        array::shifted(product.rhsContracting, /*leading=*/true), product.element);
    if (!product.permutation.empty())
      sum = array::transpose(builder, product.loc, sum, product.permutation);
    Value &result = results[product.carried];
    result = isZero(result) ? sum : array::AddOp::create(builder, product.loc, result, sum);
  }
  op->replaceAllUsesWith(results);
  op.erase();
  simplifyControlFlow(loop);
}

namespace {
struct ArrayDeferSumsPass : covector::impl::ArrayDeferSumsPassBase<ArrayDeferSumsPass> {
  void runOnOperation() override {
    // Inner loops first: what one of them defers is a product in the loop around it.
    SmallVector<array::ScanOp> loops;
    getOperation()->walk([&](array::ScanOp op) { loops.push_back(op); });
    for (array::ScanOp op : loops)
      deferSums(op);
    getOperation()->walk([](Block *block) { eraseDeadOps(*block); });
  }
};
} // namespace
