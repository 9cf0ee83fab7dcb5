//===- ArrayBase.td - the array dialect, its types and op families -------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_ARRAY_BASE
#define COVECTOR_ARRAY_BASE

include "mlir/IR/AttrTypeBase.td"
include "mlir/IR/EnumAttr.td"
include "mlir/IR/OpBase.td"
include "mlir/Interfaces/InferTypeOpInterface.td"
include "mlir/Interfaces/SideEffectInterfaces.td"
include "dialects/array/ArrayInterfaces.td"

def Array_Dialect : Dialect {
  let name = "array";
  let cppNamespace = "::covector::array";
  let summary = "Array programs with value semantics.";
  let description = [{
    The operations that array languages agree on, on builtin ranked tensors of
    static shape with value semantics. Operations are named as in StableHLO and
    NumPy. A signless integer element type means a signed integer, as in
    StableHLO; `ui8` to `ui64` are the unsigned ones; `i1` is the boolean.

    Nothing is broadcast or converted implicitly: elementwise operations take
    operands of one shape and, where their text says no other, of one element
    type. Every operation infers its result types from its operands and
    attributes, and says through interfaces how it is differentiated, batched
    and lowered.
  }];
  let hasConstantMaterializer = 1;
  let useDefaultAttributePrinterParser = 1;
  // Attributes live in the dictionary: the dictionary is uniqued, so that one
  // pointer identifies all attributes of an operation in the caches of eager
  // execution. See docs/design/0002-attributes-not-properties.md.
  let usePropertiesForAttributes = 0;
}

//===----------------------------------------------------------------------===//
// Types
//===----------------------------------------------------------------------===//

class Array_TensorOf<string elementPredicate, string kind> : Type<
  CPred<"::covector::array::isArrayTensor($_self) && ::covector::array::" # elementPredicate #
        "(::mlir::getElementTypeOrSelf($_self))">,
  kind, "::mlir::RankedTensorType"> {
  // For inferReturnTypes, which runs before the operands are verified.
  string predicateAndKind = elementPredicate # ", \"" # kind # "\"";
}

def Array_Tensor : Array_TensorOf<"isArrayElement", "array">;
def Array_FloatTensor : Array_TensorOf<"isFloatElement", "floating-point array">;
def Array_InexactTensor : Array_TensorOf<"isInexactElement", "floating-point or complex array">;
def Array_ComplexTensor : Array_TensorOf<"isComplexElement", "complex array">;
def Array_IntTensor : Array_TensorOf<"isIntElement", "integer array">;
def Array_IntOrBoolTensor : Array_TensorOf<"isIntOrBoolElement", "integer or boolean array">;
def Array_BoolTensor : Array_TensorOf<"isBoolElement", "boolean array">;
def Array_NumberTensor : Array_TensorOf<"isNumberElement", "integer, floating-point or complex array">;
def Array_RealTensor : Array_TensorOf<"isRealElement", "boolean, integer or floating-point array">;
def Array_RealNumberTensor : Array_TensorOf<"isRealNumberElement", "integer or floating-point array">;
def Array_UI32Tensor : Array_TensorOf<"isUI32Element", "32-bit unsigned integer array">;

// Operands of one type, of which a text gives the first. Type inference checks
// it, with an error that gives the types: the predicate is left empty.
class Array_OneType<list<string> names> : AllTypesMatch<names> {
  let predicate = CPred<"true">;
}

//===----------------------------------------------------------------------===//
// Enums
//===----------------------------------------------------------------------===//

def Array_ComparisonDirection : I32EnumAttr<"ComparisonDirection", "comparison", [
    I32EnumAttrCase<"EQ", 0>, I32EnumAttrCase<"NE", 1>, I32EnumAttrCase<"LT", 2>,
    I32EnumAttrCase<"LE", 3>, I32EnumAttrCase<"GT", 4>, I32EnumAttrCase<"GE", 5>]> {
  let cppNamespace = "::covector::array";
  let genSpecializedAttr = 0;
}
def Array_ComparisonDirectionAttr
    : EnumAttr<Array_Dialect, Array_ComparisonDirection, "direction">;

def Array_IndexMode : I32EnumAttr<"IndexMode", "what an index out of bounds does", [
    I32EnumAttrCase<"Clip", 0, "clip">,
    I32EnumAttrCase<"Fill", 1, "fill">,
    I32EnumAttrCase<"InBounds", 2, "promise_in_bounds">]> {
  let cppNamespace = "::covector::array";
  let genSpecializedAttr = 0;
}
def Array_IndexModeAttr : EnumAttr<Array_Dialect, Array_IndexMode, "index_mode">;

def Array_ScatterKind : I32EnumAttr<"ScatterKind", "how updates meet what is there", [
    I32EnumAttrCase<"Set", 0, "set">, I32EnumAttrCase<"Add", 1, "add">,
    I32EnumAttrCase<"Mul", 2, "mul">, I32EnumAttrCase<"Min", 3, "min">,
    I32EnumAttrCase<"Max", 4, "max">]> {
  let cppNamespace = "::covector::array";
  let genSpecializedAttr = 0;
}
def Array_ScatterKindAttr : EnumAttr<Array_Dialect, Array_ScatterKind, "scatter_kind">;

//===----------------------------------------------------------------------===//
// Families
//===----------------------------------------------------------------------===//

def Infer : DeclareOpInterfaceMethods<InferTypeOpInterface>;
def Jvp : DeclareOpInterfaceMethods<JvpOpInterface>;
def Transpose : DeclareOpInterfaceMethods<TransposeOpInterface>;
def Batch : DeclareOpInterfaceMethods<BatchOpInterface>;
def ScalarBody : DeclareOpInterfaceMethods<ScalarBodyOpInterface>;
def RuntimeCall : DeclareOpInterfaceMethods<RuntimeCallOpInterface>;
def HasDependence : DeclareOpInterfaceMethods<DependenceOpInterface>;

class Array_Op<string mnemonic, list<Trait> traits = []>
    : Op<Array_Dialect, mnemonic, !listconcat([Pure, Infer, Batch], traits)>;

// Pieces of C++ that the family classes paste into `extraClassDefinition`.
class Array_Code {
  // Elementwise ops take part in batching by broadcasting unmapped operands.
  string batchElementwise = [{
    ::llvm::LogicalResult $cppClass::batch(::mlir::OpBuilder &builder,
        ::llvm::ArrayRef<BatchedValue> operands, int64_t size,
        ::llvm::SmallVectorImpl<BatchedValue> &results) {
      return batchElementwise(*this, builder, operands, size, results);
    }
  }];
  // The value does not vary continuously: its tangent is a symbolic zero.
  string jvpZero = [{
    ::llvm::LogicalResult $cppClass::jvp(::mlir::OpBuilder &,
        ::llvm::ArrayRef<::mlir::Value>,
        ::llvm::SmallVectorImpl<::mlir::Value> &resultTangents) {
      resultTangents.append((*this)->getNumResults(), ::mlir::Value());
      return ::mlir::success();
    }
  }];
  // See dependenceOfElements and the like in Dependence.h.
  string dependenceOfElements = [{
    void $cppClass::dependence(DependenceContext &context,
        ::llvm::ArrayRef<::llvm::ArrayRef<ColumnSet>> operands,
        ::llvm::SmallVectorImpl<Dependence> &results) {
      dependenceOfElements(*this, context, operands, results);
    }
  }];
  string dependenceOfMatrices = [{
    void $cppClass::dependence(DependenceContext &context,
        ::llvm::ArrayRef<::llvm::ArrayRef<ColumnSet>> operands,
        ::llvm::SmallVectorImpl<Dependence> &results) {
      dependenceOfMatrices(*this, context, operands, results);
    }
  }];
  // A linear op is its own tangent map.
  string jvpLinear = [{
    ::llvm::LogicalResult $cppClass::jvp(::mlir::OpBuilder &builder,
        ::llvm::ArrayRef<::mlir::Value> tangents,
        ::llvm::SmallVectorImpl<::mlir::Value> &resultTangents) {
      return jvpOfLinear(*this, builder, tangents, resultTangents);
    }
  }];
}

// The result type of `count` operands that have one type, which is the result's.
class Array_InferSameType<Array_TensorOf type, int count> {
  string text = [{
    ::llvm::LogicalResult $cppClass::inferReturnTypes(::mlir::MLIRContext *,
        ::std::optional<::mlir::Location> location, ::mlir::ValueRange operands,
        ::mlir::DictionaryAttr, ::mlir::OpaqueProperties, ::mlir::RegionRange,
        ::llvm::SmallVectorImpl<::mlir::Type> &types) {
      return inferElementwise(location, getOperationName(), operands, }] # count # ", " #
        type.predicateAndKind # [{, types);
    }
  }];
}

// A C++ `body`, which may use the scalars `x` (and `y`, `z`), the array element
// type `t` of `x` and the implicit-location builder `b`, and returns a Value.
class Array_ScalarText<string body, string stablehlo> {
  string text = [{
    ::llvm::LogicalResult $cppClass::buildScalarBody(::mlir::OpBuilder &builder,
        ::mlir::ValueRange operands, ::llvm::SmallVectorImpl<::mlir::Value> &results) {
      ::mlir::ImplicitLocOpBuilder b(getLoc(), builder);
      return scalarBody(*this, b, operands, results,
          [&](::llvm::ArrayRef<::mlir::Value> v) -> ::mlir::Value {
            [[maybe_unused]] ::mlir::Value x = v[0], y = v.size() > 1 ? v[1] : ::mlir::Value();
            [[maybe_unused]] ::mlir::Type t =
                ::mlir::getElementTypeOrSelf(getOperation()->getOperand(0).getType());
            [[maybe_unused]] ::mlir::Value z = v.size() > 2 ? v[2] : ::mlir::Value();
            return }] # body # [{;
          });
    }
    ::llvm::StringRef $cppClass::getStablehloName() { return "}] # stablehlo # [{"; }
  }];
}

// The tangent of a unary op as one expression in `x`, `dx` and the result `y`.
class Array_JvpUnaryText<string body> {
  string text = [{
    ::llvm::LogicalResult $cppClass::jvp(::mlir::OpBuilder &builder,
        ::llvm::ArrayRef<::mlir::Value> tangents,
        ::llvm::SmallVectorImpl<::mlir::Value> &resultTangents) {
      if (!tangents[0]) {
        resultTangents.push_back(nullptr);
        return ::mlir::success();
      }
      ::mlir::ImplicitLocOpBuilder b(getLoc(), builder);
      [[maybe_unused]] Expr x(b, getOperation()->getOperand(0)), dx(b, tangents[0]);
      [[maybe_unused]] Expr y(b, getOperation()->getResult(0));
      Expr result = }] # body # [{;
      resultTangents.push_back(result.value());
      return ::mlir::success();
    }
  }];
}

// The two partial tangents of a binary op in `x`, `y`, `dx`, `dy` and the
// result `r`; they are summed, and symbolic zeros are left out.
class Array_JvpBinaryText<string dxText, string dyText> {
  string text = [{
    ::llvm::LogicalResult $cppClass::jvp(::mlir::OpBuilder &builder,
        ::llvm::ArrayRef<::mlir::Value> tangents,
        ::llvm::SmallVectorImpl<::mlir::Value> &resultTangents) {
      ::mlir::ImplicitLocOpBuilder b(getLoc(), builder);
      [[maybe_unused]] Expr x(b, getOperation()->getOperand(0)), y(b, getOperation()->getOperand(1));
      [[maybe_unused]] Expr r(b, getOperation()->getResult(0));
      ::mlir::Value sum;
      if (tangents[0]) {
        Expr dx(b, tangents[0]);
        sum = Expr(}] # dxText # [{).value();
      }
      if (tangents[1]) {
        Expr dy(b, tangents[1]);
        sum = addTangents(b, sum, Expr(}] # dyText # [{).value());
      }
      resultTangents.push_back(sum);
      return ::mlir::success();
    }
  }];
}

// Cotangents of a linear binary op in `ct` and the other operand; an empty
// text means that the op is not linear in that operand.
class Array_TransposeBinaryText<string xText, string yText> {
  string text = [{
    ::llvm::LogicalResult $cppClass::transpose(::mlir::OpBuilder &builder,
        ::llvm::ArrayRef<::mlir::Value> cotangents, ::llvm::ArrayRef<bool> linear,
        ::llvm::SmallVectorImpl<::mlir::Value> &operandCotangents) {
      operandCotangents.assign(2, ::mlir::Value());
      if (!cotangents[0])
        return ::mlir::success();
      ::mlir::ImplicitLocOpBuilder b(getLoc(), builder);
      [[maybe_unused]] Expr x(b, getOperation()->getOperand(0)), y(b, getOperation()->getOperand(1));
      Expr ct(b, cotangents[0]);
  }] # !if(!empty(xText), [{
      if (linear[0])
        return emitNotLinear(*this, 0);
  }], [{
      if (linear[0])
        operandCotangents[0] = Expr(}] # xText # [{).value();
  }]) # !if(!empty(yText), [{
      if (linear[1])
        return emitNotLinear(*this, 1);
  }], [{
      if (linear[1])
        operandCotangents[1] = Expr(}] # yText # [{).value();
  }]) # [{
      return ::mlir::success();
    }
  }];
}

class Array_TransposeUnaryText<string body> {
  string text = [{
    ::llvm::LogicalResult $cppClass::transpose(::mlir::OpBuilder &builder,
        ::llvm::ArrayRef<::mlir::Value> cotangents, ::llvm::ArrayRef<bool>,
        ::llvm::SmallVectorImpl<::mlir::Value> &operandCotangents) {
      operandCotangents.push_back(nullptr);
      if (!cotangents[0])
        return ::mlir::success();
      ::mlir::ImplicitLocOpBuilder b(getLoc(), builder);
      Expr ct(b, cotangents[0]);
      operandCotangents.back() = Expr(}] # body # [{).value();
      return ::mlir::success();
    }
  }];
}

#endif // COVECTOR_ARRAY_BASE
