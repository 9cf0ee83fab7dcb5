//===- Special.td - special functions, element by element -----------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A record holds the names of the operands, the derivative by each of them in
// these names, their tangent `d` and the result `r`, and the scalar body. Most
// bodies call a function of the runtime (runtime/cpu/Special.h); those that are
// written out (SpecialBodies.cpp) are done on whole vectors.
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_ARRAY_SPECIAL
#define COVECTOR_ARRAY_SPECIAL

include "dialects/array/ArrayBase.td"

//===----------------------------------------------------------------------===//
// The call of a function
//===----------------------------------------------------------------------===//

def Array_ScalarCallOp
    : Op<Array_Dialect, "scalar_call", [Pure, SameOperandsAndResultType, Elementwise, Scalarizable,
                                        Vectorizable, Tensorizable]> {
  let summary = "call of a special function of the runtime on scalars, or on vectors lane by lane";
  let description = [{
    What scalar bodies use for functions that are not written out: `function` is
    one of those that runtime/cpu/Special.h lists, without its prefix.

    Example:
    ```mlir
    %r = array.scalar_call "lgamma"(%x) : f64
    ```
  }];
  let arguments = (ins StrAttr:$function, Variadic<AnyTypeOf<[F64, VectorOfAnyRankOf<[F64]>]>>:$operands);
  let results = (outs AnyTypeOf<[F64, VectorOfAnyRankOf<[F64]>]>:$result);
  let assemblyFormat = "$function `(` $operands `)` attr-dict `:` type($result)";
}

//===----------------------------------------------------------------------===//
// Base classes
//===----------------------------------------------------------------------===//

// The tangent by one operand: `constant` is none, an empty text an error.
class Array_SpecialTangent<int index, string name, string text> {
  string body = !cond(
    !eq(text, "constant") : "",
    !empty(text) : [{
      if (tangents[}] # index # [{])
        return emitNoDerivative(*this, "}] # name # [{");
    }],
    true : [{
      if (tangents[}] # index # [{]) {
        Expr d(make, tangents[}] # index # [{]);
        sum = addTangents(make, sum, Expr(}] # text # [{).value());
      }
    }]);
}

class Array_SpecialJvp<list<string> names, list<string> texts> {
  string operands = !foldl("", !range(!size(names)), text, i, text #
    "[[maybe_unused]] Expr " # names[i] # "(make, getOperation()->getOperand(" # i # "));\n");
  string sums = !foldl("", !range(!size(names)), text, i, text #
    Array_SpecialTangent<i, names[i], texts[i]>.body);
  string text = [{
    ::llvm::LogicalResult $cppClass::jvp(::mlir::OpBuilder &builder,
        ::llvm::ArrayRef<::mlir::Value> tangents,
        ::llvm::SmallVectorImpl<::mlir::Value> &resultTangents) {
      ::mlir::ImplicitLocOpBuilder make(getLoc(), builder);
      [[maybe_unused]] Expr r(make, getOperation()->getResult(0));
  }] # operands # "::mlir::Value sum;\n" # sums # [{
      resultTangents.push_back(sum);
      return ::mlir::success();
    }
  }];
}

class Array_SpecialFunction<string mnemonic, string meaning, string more, Array_TensorOf type,
                            list<string> names, list<string> derivatives, string scalar,
                            string stablehlo = "">
    : Array_Op<mnemonic, !listconcat([Jvp, ScalarBody],
                                     !if(!eq(!size(names), 1), []<Trait>, [Array_OneType<names>]))> {
  let summary = meaning;
  let arguments = !dag(ins, !listsplat(type, !size(names)), names);
  let results = (outs type:$result);
  string operandsOfExample = !interleave(!foreach(name, names, "%" # name), ", ");
  string element = !if(!eq(type, Array_ComplexTensor), "complex<f32>", "f32");
  let assemblyFormat = !interleave(!foreach(name, names, "$" # name), " `,` ") #
                       " attr-dict `:` type($" # names[0] # ")";
  let description = "Every element of the result is the " # meaning # ".\n" # more #
    "\n\nExample:\n```mlir\n%r = array." # mnemonic # " " # operandsOfExample # " : tensor<4x" #
    element # ">\n```\n";
  let extraClassDefinition = Array_Code<>.batchElementwise #
    Array_ScalarText<scalar, stablehlo>.text # Array_InferSameType<type, !size(names)>.text #
    Array_SpecialJvp<names, derivatives>.text;
}

// A function that the runtime has under the name of the operation.
class Array_Called<string mnemonic, string meaning, list<string> names, list<string> derivatives,
                   string more = "", string stablehlo = "">
    : Array_SpecialFunction<mnemonic, meaning, more, Array_FloatTensor, names, derivatives,
                            "scalar::call(b, \"" # mnemonic # "\", v)", stablehlo>;

// A function whose body is written out.
class Array_Written<string mnemonic, string meaning, list<string> names, list<string> derivatives,
                    string scalar, string more = "", string stablehlo = "">
    : Array_SpecialFunction<mnemonic, meaning, more, Array_FloatTensor, names, derivatives, scalar,
                            stablehlo>;

// A function of complex numbers, of which the runtime has the parts.
class Array_ComplexCalled<string mnemonic, string function, string meaning, string derivative,
                          string more = "">
    : Array_SpecialFunction<mnemonic, meaning, more, Array_ComplexTensor, ["x"], [derivative],
                            "scalar::complexCall(b, \"" # function # "\", x)">;

//===----------------------------------------------------------------------===//
// Gamma and beta functions
//===----------------------------------------------------------------------===//

def Array_GammaOp : Array_Written<"gamma", "gamma function", ["x"], ["d * (r * digamma(x))"],
    "scalar::gamma(b, x)",
    "It is infinite at 0, with the sign of the zero, and NaN at negative whole numbers.">;
def Array_LgammaOp : Array_Written<"lgamma", "logarithm of the absolute value of the gamma function",
    ["x"], ["d * digamma(x)"], "scalar::lgamma(b, x)",
    "It is infinite at the whole numbers up to 0.", "chlo.lgamma">;
def Array_DigammaOp : Array_Written<"digamma", "derivative of the logarithm of the gamma function",
    ["x"], ["d * polygamma(Expr::like(x, 1.0), x)"], "scalar::digamma(b, x)",
    "It is NaN at the whole numbers up to 0.", "chlo.digamma">;
def Array_PolygammaOp : Array_Called<"polygamma",
    "derivative of order m of the digamma function", ["m", "x"],
    ["", "d * polygamma(m + 1.0, x)"],
    "It is NaN where `m` is not a whole number from 0 on.", "chlo.polygamma">;
def Array_ComplexLgammaOp : Array_ComplexCalled<"complex_lgamma", "lgamma",
    "logarithm of the gamma function, continued from the positive numbers",
    "d * complexPolygamma(x, 0)", "It has one cut, along the negative numbers.">;
def Array_ComplexPolygammaOp : Array_Op<"complex_polygamma", [Jvp, ScalarBody]> {
  let summary = "derivative of the logarithm of the gamma function, of order 1 and more";
  let description = [{
    Every element of the result is the derivative of order `order` + 1 of
    `array.complex_lgamma`.

    Example:
    ```mlir
    %r = array.complex_polygamma %x {order = 0 : i64} : tensor<4xcomplex<f32>>
    ```
  }];
  let arguments = (ins Array_ComplexTensor:$x, I64Attr:$order);
  let results = (outs Array_ComplexTensor:$result);
  let assemblyFormat = "$x attr-dict `:` type($x)";
  let extraClassDefinition = Array_Code<>.batchElementwise #
    Array_ScalarText<"scalar::complexPolygamma(b, getOrder(), x)", "">.text #
    Array_SpecialJvp<["x"], ["d * complexPolygamma(x, int64_t(getOrder()) + 1)"]>.text;
}
def Array_BetaOp : Array_Called<"beta", "beta function gamma(a) gamma(b) / gamma(a + b)",
    ["a", "b"], ["d * (r * (digamma(a) - digamma(a + b)))", "d * (r * (digamma(b) - digamma(a + b)))"]>;
def Array_BetalnOp : Array_Called<"betaln", "logarithm of the absolute value of the beta function",
    ["a", "b"], ["d * (digamma(a) - digamma(a + b))", "d * (digamma(b) - digamma(a + b))"]>;
def Array_BinomOp : Array_Called<"binom", "number of ways to choose k of n things", ["n", "k"],
    ["d * (r * (digamma(n + 1.0) - digamma(n - k + 1.0)))",
     "d * (r * (digamma(n - k + 1.0) - digamma(k + 1.0)))"],
    "It is continued to all numbers 0 <= k <= n by gamma functions, and 0 for others.">;
def Array_PochOp : Array_Called<"poch", "Pochhammer symbol gamma(x + m) / gamma(x)", ["x", "m"],
    ["d * (r * (digamma(x + m) - digamma(x)))", "d * (r * digamma(x + m))"]>;
def Array_ZetaOp
    : Array_Op<"zeta", [Jvp, ScalarBody, Array_OneType<["x", "q"]>]> {
  let summary = "Hurwitz's zeta function";
  let description = [{
    Every element of the result is the sum of (q + n)^-x over all n >= 0, or the
    derivative by x of the given order of it. It is infinite for x = 1 and where
    `q` is a whole number up to 0, and NaN for x < 1, and for other negative `q`
    where `x` is not a whole number.

    Example:
    ```mlir
    %r = array.zeta %x, %q {order = 0 : i64} : tensor<4xf32>
    ```
  }];
  let arguments = (ins Array_FloatTensor:$x, Array_FloatTensor:$q, I64Attr:$order);
  let results = (outs Array_FloatTensor:$result);
  let assemblyFormat = "$x `,` $q attr-dict `:` type($x)";
  let extraClassDefinition = Array_Code<>.batchElementwise #
    Array_ScalarText<"scalar::zeta(b, getOrder(), x, y)", "chlo.zeta">.text #
    Array_SpecialJvp<["x", "q"], ["d * zeta(x, q, int64_t(getOrder()) + 1)",
                                  "d * zetaDerivative(x, q, getOrder())"]>.text;
}

//===----------------------------------------------------------------------===//
// Incomplete gamma and beta functions
//===----------------------------------------------------------------------===//

def Array_GammaDensityOp : Array_Called<"gamma_density",
    "density x^(a - 1) e^-x / gamma(a) of the gamma distribution", ["a", "x"],
    ["d * (r * (log(x) - digamma(a)))", "d * (r * ((a - 1.0) / x - 1.0))"]>;
def Array_BetaDensityOp : Array_Called<"beta_density",
    "density x^(a - 1) (1 - x)^(b - 1) / beta(a, b) of the beta distribution", ["a", "b", "x"],
    ["d * (r * (log(x) - digamma(a) + digamma(a + b)))",
     "d * (r * (log(1.0 - x) - digamma(b) + digamma(a + b)))",
     "d * (r * ((a - 1.0) / x - (b - 1.0) / (1.0 - x)))"]>;
def Array_IgammaOp : Array_Called<"igamma",
    "regularised lower incomplete gamma function P(a, x)", ["a", "x"],
    ["d * igammaGradA(a, x)", "d * gammaDensity(a, x)"],
    "That is the integral of t^(a - 1) e^-t from 0 to x, divided by gamma(a).">;
def Array_IgammacOp : Array_Called<"igammac",
    "regularised upper incomplete gamma function Q(a, x) = 1 - P(a, x)", ["a", "x"],
    ["-(d * igammaGradA(a, x))", "-(d * gammaDensity(a, x))"]>;
def Array_IgammaGradAOp : Array_Called<"igamma_grad_a",
    "derivative by a of the regularised lower incomplete gamma function P(a, x)", ["a", "x"],
    ["", "d * (gammaDensity(a, x) * (log(x) - digamma(a)))"]>;
def Array_RandomGammaGradOp : Array_Called<"random_gamma_grad",
    "derivative by a of the number x that is distributed as Gamma(a, 1)", ["a", "x"], ["", ""],
    "That is dx/da where P(a, x) stays the same.">;
def Array_BetaincOp : Array_Called<"betainc", "regularised incomplete beta function I(x; a, b)",
    ["a", "b", "x"], ["", "", "d * betaDensity(a, b, x)"]>;

//===----------------------------------------------------------------------===//
// Bessel functions
//===----------------------------------------------------------------------===//

def Array_BesselI0eOp : Array_Written<"bessel_i0e",
    "modified Bessel function of order 0, times e^-|x|", ["x"],
    ["d * (besselI1e(x) - sign(x) * r)"], "scalar::besselI0e(b, x)">;
def Array_BesselI1eOp : Array_Written<"bessel_i1e",
    "modified Bessel function of order 1, times e^-|x|", ["x"],
    ["d * besselI1eDerivative(x, r)"], "scalar::besselI1e(b, x)", "", "chlo.bessel_i1e">;
def Array_BesselJnOp : Array_Called<"bessel_jn", "Bessel function of whole order n", ["n", "x"],
    ["constant", "d * (0.5 * (besselJn(n - 1.0, x) - besselJn(n + 1.0, x)))"],
    "It does not vary with `n`, and is NaN where that is not a whole number.">;

//===----------------------------------------------------------------------===//
// Error functions
//===----------------------------------------------------------------------===//

def Array_ErfcxOp : Array_Written<"erfcx", "complementary error function, times e^(x^2)", ["x"],
    ["d * (2.0 * (x * r) - 1.1283791670955126)"], "scalar::erfcx(b, x)">;
def Array_DawsnOp : Array_Written<"dawsn", "Dawson integral e^(-x^2) times that of e^(t^2)", ["x"],
    ["d * (1.0 - 2.0 * (x * r))"], "scalar::dawsn(b, x)">;
def Array_NdtrOp : Array_Written<"ndtr", "normal distribution function", ["x"],
    ["d * (0.3989422804014327 * exp(-0.5 * (x * x)))"], "scalar::ndtr(b, x)">;
def Array_NdtriOp : Array_Called<"ndtri", "inverse of the normal distribution function", ["x"],
    ["d * (2.5066282746310005 * exp(0.5 * (r * r)))"]>;
def Array_LogNdtrOp : Array_Written<"log_ndtr", "logarithm of the normal distribution function",
    ["x"], ["d * logNdtrDerivative(x)"], "scalar::logNdtr(b, x)">;
def Array_WofzOp : Array_ComplexCalled<"wofz", "wofz",
    "Faddeeva function e^(-x^2) erfc(-i x)", "d * wofzDerivative(x, r)">;
def Array_OwensTOp : Array_Called<"owens_t", "Owen's T function", ["h", "a"],
    ["d * owensTDerivative(h, a)",
     "d * (0.15915494309189535 * exp(-0.5 * (h * h * (1.0 + a * a))) / (1.0 + a * a))"],
    "That is the probability of X > h and 0 < Y < a X for independent normal X and Y.">;
def Array_FresnelSinOp : Array_Called<"fresnel_sin", "integral of sin(pi t^2 / 2) from 0 to x",
    ["x"], ["d * sin(1.5707963267948966 * (x * x))"]>;
def Array_FresnelCosOp : Array_Called<"fresnel_cos", "integral of cos(pi t^2 / 2) from 0 to x",
    ["x"], ["d * cos(1.5707963267948966 * (x * x))"]>;

//===----------------------------------------------------------------------===//
// Exponential, sine and logarithmic integrals
//===----------------------------------------------------------------------===//

def Array_ExpiOp : Array_Called<"expi", "exponential integral Ei(x)", ["x"], ["d * (exp(x) / x)"],
    "That is the integral of e^t / t from -infinity to x.">;
def Array_ExpnOp : Array_Called<"expn", "exponential integral of order n", ["n", "x"],
    ["", "-(d * expn(n - 1.0, x))"],
    "That is the integral of e^(-x t) / t^n from 1 to infinity.">;
def Array_SineIntegralOp : Array_Called<"sine_integral", "integral of sin(t) / t from 0 to x",
    ["x"], ["d * sinOverArgument(x)"]>;
def Array_CosineIntegralOp : Array_Called<"cosine_integral",
    "integral of cos(t) / t from infinity to x", ["x"], ["d * (cos(x) / x)"],
    "Of negative numbers it is that of their absolute values.">;
def Array_SpenceOp : Array_Called<"spence", "integral of log(t) / (1 - t) from 1 to x", ["x"],
    ["d * spenceDerivative(x)"]>;

//===----------------------------------------------------------------------===//
// Hypergeometric functions
//===----------------------------------------------------------------------===//

def Array_Hyp1f1Op : Array_Called<"hyp1f1", "confluent hypergeometric function 1F1(a; b; x)",
    ["a", "b", "x"],
    ["d * hyp1f1GradA(a, b, x)", "d * hyp1f1GradB(a, b, x)",
     "d * (a / b * hyp1f1(a + 1.0, b + 1.0, x))"]>;
def Array_Hyp1f1GradAOp : Array_Called<"hyp1f1_grad_a", "derivative by a of 1F1(a; b; x)",
    ["a", "b", "x"],
    ["", "", "d * (hyp1f1(a + 1.0, b + 1.0, x) / b + a / b * hyp1f1GradA(a + 1.0, b + 1.0, x))"]>;
def Array_Hyp1f1GradBOp : Array_Called<"hyp1f1_grad_b", "derivative by b of 1F1(a; b; x)",
    ["a", "b", "x"],
    ["", "", "d * (a / b * (hyp1f1GradB(a + 1.0, b + 1.0, x) - hyp1f1(a + 1.0, b + 1.0, x) / b))"]>;
def Array_Hyp2f1Op : Array_Called<"hyp2f1", "Gauss's hypergeometric function 2F1(a, b; c; x)",
    ["a", "b", "c", "x"],
    ["d * hyp2f1GradA(a, b, c, x)", "d * hyp2f1GradA(b, a, c, x)", "d * hyp2f1GradC(a, b, c, x)",
     "d * (a * b / c * hyp2f1(a + 1.0, b + 1.0, c + 1.0, x))"]>;
def Array_Hyp2f1GradAOp : Array_Called<"hyp2f1_grad_a", "derivative by a of 2F1(a, b; c; x)",
    ["a", "b", "c", "x"],
    ["", "", "", "d * (b / c * (hyp2f1(a + 1.0, b + 1.0, c + 1.0, x) + "
     "a * hyp2f1GradA(a + 1.0, b + 1.0, c + 1.0, x)))"]>;
def Array_Hyp2f1GradCOp : Array_Called<"hyp2f1_grad_c", "derivative by c of 2F1(a, b; c; x)",
    ["a", "b", "c", "x"],
    ["", "", "", "d * (a * b / c * (hyp2f1GradC(a + 1.0, b + 1.0, c + 1.0, x) - "
     "hyp2f1(a + 1.0, b + 1.0, c + 1.0, x) / c))"]>;

//===----------------------------------------------------------------------===//
// Products with logarithms
//===----------------------------------------------------------------------===//

def Array_XlogyOp : Array_Written<"xlogy", "product x log(y), 0 where x is 0", ["x", "y"],
    ["d * log(y)", "d * (x / y)"], "scalar::xlogy(b, x, y)",
    "It is NaN where `y` is.">;
def Array_Xlog1pyOp : Array_Written<"xlog1py", "product x log(1 + y), 0 where x is 0", ["x", "y"],
    ["d * log1p(y)", "d * (x / (1.0 + y))"], "scalar::xlog1py(b, x, y)",
    "It is NaN where `y` is.">;
def Array_EntrOp : Array_Written<"entr", "entropy -x log(x), 0 for x = 0", ["x"],
    ["d * entrDerivative(x)"], "scalar::entr(b, x)", "It is -infinity for negative numbers.">;
def Array_RelEntrOp : Array_Written<"rel_entr", "relative entropy x log(x / y)", ["x", "y"],
    ["d * relEntrDerivativeX(x, y)", "d * relEntrDerivativeY(x, y)"], "scalar::relEntr(b, x, y)",
    "It is 0 for x = 0 and y >= 0, and infinite where `x` or `y` is negative, or y = 0.">;
def Array_LogitOp : Array_Written<"logit", "logarithm of x / (1 - x)", ["x"],
    ["d / (x * (1.0 - x))"], "scalar::logit(b, x)">;

#endif // COVECTOR_ARRAY_SPECIAL
