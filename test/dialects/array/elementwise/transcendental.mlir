// RUN: covector-opt %s | covector-opt | FileCheck %s

// Functions of floating-point and, where they have them, complex arrays.

// CHECK-LABEL: func.func @exp(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>
// CHECK: array.exp %[[X]] : tensor<4xf32>
func.func @exp(%x: tensor<4xf32>) -> tensor<4xf32> {
  %r = array.exp %x : tensor<4xf32>
  return %r : tensor<4xf32>
}

// CHECK-LABEL: func.func @expm1(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>
// CHECK: array.expm1 %[[X]] : tensor<4xf32>
func.func @expm1(%x: tensor<4xf32>) -> tensor<4xf32> {
  %r = array.expm1 %x : tensor<4xf32>
  return %r : tensor<4xf32>
}

// CHECK-LABEL: func.func @log(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>
// CHECK: array.log %[[X]] : tensor<4xf32>
func.func @log(%x: tensor<4xf32>) -> tensor<4xf32> {
  %r = array.log %x : tensor<4xf32>
  return %r : tensor<4xf32>
}

// CHECK-LABEL: func.func @log1p(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>
// CHECK: array.log1p %[[X]] : tensor<4xf32>
func.func @log1p(%x: tensor<4xf32>) -> tensor<4xf32> {
  %r = array.log1p %x : tensor<4xf32>
  return %r : tensor<4xf32>
}

// CHECK-LABEL: func.func @sqrt(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>
// CHECK: array.sqrt %[[X]] : tensor<4xf32>
func.func @sqrt(%x: tensor<4xf32>) -> tensor<4xf32> {
  %r = array.sqrt %x : tensor<4xf32>
  return %r : tensor<4xf32>
}

// CHECK-LABEL: func.func @rsqrt(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>
// CHECK: array.rsqrt %[[X]] : tensor<4xf32>
func.func @rsqrt(%x: tensor<4xf32>) -> tensor<4xf32> {
  %r = array.rsqrt %x : tensor<4xf32>
  return %r : tensor<4xf32>
}

// CHECK-LABEL: func.func @cbrt(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>
// CHECK: array.cbrt %[[X]] : tensor<4xf32>
func.func @cbrt(%x: tensor<4xf32>) -> tensor<4xf32> {
  %r = array.cbrt %x : tensor<4xf32>
  return %r : tensor<4xf32>
}

// CHECK-LABEL: func.func @sin(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>
// CHECK: array.sin %[[X]] : tensor<4xf32>
func.func @sin(%x: tensor<4xf32>) -> tensor<4xf32> {
  %r = array.sin %x : tensor<4xf32>
  return %r : tensor<4xf32>
}

// CHECK-LABEL: func.func @cos(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>
// CHECK: array.cos %[[X]] : tensor<4xf32>
func.func @cos(%x: tensor<4xf32>) -> tensor<4xf32> {
  %r = array.cos %x : tensor<4xf32>
  return %r : tensor<4xf32>
}

// CHECK-LABEL: func.func @tan(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>
// CHECK: array.tan %[[X]] : tensor<4xf32>
func.func @tan(%x: tensor<4xf32>) -> tensor<4xf32> {
  %r = array.tan %x : tensor<4xf32>
  return %r : tensor<4xf32>
}

// CHECK-LABEL: func.func @asin(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>
// CHECK: array.asin %[[X]] : tensor<4xf32>
func.func @asin(%x: tensor<4xf32>) -> tensor<4xf32> {
  %r = array.asin %x : tensor<4xf32>
  return %r : tensor<4xf32>
}

// CHECK-LABEL: func.func @acos(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>
// CHECK: array.acos %[[X]] : tensor<4xf32>
func.func @acos(%x: tensor<4xf32>) -> tensor<4xf32> {
  %r = array.acos %x : tensor<4xf32>
  return %r : tensor<4xf32>
}

// CHECK-LABEL: func.func @atan(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>
// CHECK: array.atan %[[X]] : tensor<4xf32>
func.func @atan(%x: tensor<4xf32>) -> tensor<4xf32> {
  %r = array.atan %x : tensor<4xf32>
  return %r : tensor<4xf32>
}

// CHECK-LABEL: func.func @sinh(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>
// CHECK: array.sinh %[[X]] : tensor<4xf32>
func.func @sinh(%x: tensor<4xf32>) -> tensor<4xf32> {
  %r = array.sinh %x : tensor<4xf32>
  return %r : tensor<4xf32>
}

// CHECK-LABEL: func.func @cosh(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>
// CHECK: array.cosh %[[X]] : tensor<4xf32>
func.func @cosh(%x: tensor<4xf32>) -> tensor<4xf32> {
  %r = array.cosh %x : tensor<4xf32>
  return %r : tensor<4xf32>
}

// CHECK-LABEL: func.func @tanh(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>
// CHECK: array.tanh %[[X]] : tensor<4xf32>
func.func @tanh(%x: tensor<4xf32>) -> tensor<4xf32> {
  %r = array.tanh %x : tensor<4xf32>
  return %r : tensor<4xf32>
}

// CHECK-LABEL: func.func @asinh(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>
// CHECK: array.asinh %[[X]] : tensor<4xf32>
func.func @asinh(%x: tensor<4xf32>) -> tensor<4xf32> {
  %r = array.asinh %x : tensor<4xf32>
  return %r : tensor<4xf32>
}

// CHECK-LABEL: func.func @acosh(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>
// CHECK: array.acosh %[[X]] : tensor<4xf32>
func.func @acosh(%x: tensor<4xf32>) -> tensor<4xf32> {
  %r = array.acosh %x : tensor<4xf32>
  return %r : tensor<4xf32>
}

// CHECK-LABEL: func.func @atanh(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>
// CHECK: array.atanh %[[X]] : tensor<4xf32>
func.func @atanh(%x: tensor<4xf32>) -> tensor<4xf32> {
  %r = array.atanh %x : tensor<4xf32>
  return %r : tensor<4xf32>
}

// CHECK-LABEL: func.func @logistic(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>
// CHECK: array.logistic %[[X]] : tensor<4xf32>
func.func @logistic(%x: tensor<4xf32>) -> tensor<4xf32> {
  %r = array.logistic %x : tensor<4xf32>
  return %r : tensor<4xf32>
}

// CHECK-LABEL: func.func @erf(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>
// CHECK: array.erf %[[X]] : tensor<4xf32>
func.func @erf(%x: tensor<4xf32>) -> tensor<4xf32> {
  %r = array.erf %x : tensor<4xf32>
  return %r : tensor<4xf32>
}

// CHECK-LABEL: func.func @erfc(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>
// CHECK: array.erfc %[[X]] : tensor<4xf32>
func.func @erfc(%x: tensor<4xf32>) -> tensor<4xf32> {
  %r = array.erfc %x : tensor<4xf32>
  return %r : tensor<4xf32>
}

// CHECK-LABEL: func.func @erf_inv(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>
// CHECK: array.erf_inv %[[X]] : tensor<4xf32>
func.func @erf_inv(%x: tensor<4xf32>) -> tensor<4xf32> {
  %r = array.erf_inv %x : tensor<4xf32>
  return %r : tensor<4xf32>
}

// CHECK-LABEL: func.func @exp_complex(
// CHECK-SAME: %[[X:.*]]: tensor<2xcomplex<f64>>
// CHECK: array.exp %[[X]] : tensor<2xcomplex<f64>>
func.func @exp_complex(%x: tensor<2xcomplex<f64>>) -> tensor<2xcomplex<f64>> {
  %r = array.exp %x : tensor<2xcomplex<f64>>
  return %r : tensor<2xcomplex<f64>>
}

// CHECK-LABEL: func.func @expm1_complex(
// CHECK-SAME: %[[X:.*]]: tensor<2xcomplex<f64>>
// CHECK: array.expm1 %[[X]] : tensor<2xcomplex<f64>>
func.func @expm1_complex(%x: tensor<2xcomplex<f64>>) -> tensor<2xcomplex<f64>> {
  %r = array.expm1 %x : tensor<2xcomplex<f64>>
  return %r : tensor<2xcomplex<f64>>
}

// CHECK-LABEL: func.func @log_complex(
// CHECK-SAME: %[[X:.*]]: tensor<2xcomplex<f64>>
// CHECK: array.log %[[X]] : tensor<2xcomplex<f64>>
func.func @log_complex(%x: tensor<2xcomplex<f64>>) -> tensor<2xcomplex<f64>> {
  %r = array.log %x : tensor<2xcomplex<f64>>
  return %r : tensor<2xcomplex<f64>>
}

// CHECK-LABEL: func.func @log1p_complex(
// CHECK-SAME: %[[X:.*]]: tensor<2xcomplex<f64>>
// CHECK: array.log1p %[[X]] : tensor<2xcomplex<f64>>
func.func @log1p_complex(%x: tensor<2xcomplex<f64>>) -> tensor<2xcomplex<f64>> {
  %r = array.log1p %x : tensor<2xcomplex<f64>>
  return %r : tensor<2xcomplex<f64>>
}

// CHECK-LABEL: func.func @sqrt_complex(
// CHECK-SAME: %[[X:.*]]: tensor<2xcomplex<f64>>
// CHECK: array.sqrt %[[X]] : tensor<2xcomplex<f64>>
func.func @sqrt_complex(%x: tensor<2xcomplex<f64>>) -> tensor<2xcomplex<f64>> {
  %r = array.sqrt %x : tensor<2xcomplex<f64>>
  return %r : tensor<2xcomplex<f64>>
}

// CHECK-LABEL: func.func @rsqrt_complex(
// CHECK-SAME: %[[X:.*]]: tensor<2xcomplex<f64>>
// CHECK: array.rsqrt %[[X]] : tensor<2xcomplex<f64>>
func.func @rsqrt_complex(%x: tensor<2xcomplex<f64>>) -> tensor<2xcomplex<f64>> {
  %r = array.rsqrt %x : tensor<2xcomplex<f64>>
  return %r : tensor<2xcomplex<f64>>
}

// CHECK-LABEL: func.func @sin_complex(
// CHECK-SAME: %[[X:.*]]: tensor<2xcomplex<f64>>
// CHECK: array.sin %[[X]] : tensor<2xcomplex<f64>>
func.func @sin_complex(%x: tensor<2xcomplex<f64>>) -> tensor<2xcomplex<f64>> {
  %r = array.sin %x : tensor<2xcomplex<f64>>
  return %r : tensor<2xcomplex<f64>>
}

// CHECK-LABEL: func.func @cos_complex(
// CHECK-SAME: %[[X:.*]]: tensor<2xcomplex<f64>>
// CHECK: array.cos %[[X]] : tensor<2xcomplex<f64>>
func.func @cos_complex(%x: tensor<2xcomplex<f64>>) -> tensor<2xcomplex<f64>> {
  %r = array.cos %x : tensor<2xcomplex<f64>>
  return %r : tensor<2xcomplex<f64>>
}

// CHECK-LABEL: func.func @tan_complex(
// CHECK-SAME: %[[X:.*]]: tensor<2xcomplex<f64>>
// CHECK: array.tan %[[X]] : tensor<2xcomplex<f64>>
func.func @tan_complex(%x: tensor<2xcomplex<f64>>) -> tensor<2xcomplex<f64>> {
  %r = array.tan %x : tensor<2xcomplex<f64>>
  return %r : tensor<2xcomplex<f64>>
}

// CHECK-LABEL: func.func @tanh_complex(
// CHECK-SAME: %[[X:.*]]: tensor<2xcomplex<f64>>
// CHECK: array.tanh %[[X]] : tensor<2xcomplex<f64>>
func.func @tanh_complex(%x: tensor<2xcomplex<f64>>) -> tensor<2xcomplex<f64>> {
  %r = array.tanh %x : tensor<2xcomplex<f64>>
  return %r : tensor<2xcomplex<f64>>
}

// CHECK-LABEL: func.func @atan2(
// CHECK-SAME: %[[X:.*]]: tensor<f32>, %[[Y:.*]]: tensor<f32>
// CHECK: array.atan2 %[[X]], %[[Y]] : tensor<f32>
func.func @atan2(%x: tensor<f32>, %y: tensor<f32>) -> tensor<f32> {
  %r = array.atan2 %x, %y : tensor<f32>
  return %r : tensor<f32>
}

// CHECK-LABEL: func.func @nextafter(
// CHECK-SAME: %[[X:.*]]: tensor<0x3xf64>, %[[Y:.*]]: tensor<0x3xf64>
// CHECK: array.nextafter %[[X]], %[[Y]] : tensor<0x3xf64>
func.func @nextafter(%x: tensor<0x3xf64>, %y: tensor<0x3xf64>) -> tensor<0x3xf64> {
  %r = array.nextafter %x, %y : tensor<0x3xf64>
  return %r : tensor<0x3xf64>
}

// CHECK-LABEL: func.func @floor(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>
// CHECK: array.floor %[[X]] : tensor<4xf32>
func.func @floor(%x: tensor<4xf32>) -> tensor<4xf32> {
  %r = array.floor %x : tensor<4xf32>
  return %r : tensor<4xf32>
}

// CHECK-LABEL: func.func @ceil(
// CHECK-SAME: %[[X:.*]]: tensor<4xf16>
// CHECK: array.ceil %[[X]] : tensor<4xf16>
func.func @ceil(%x: tensor<4xf16>) -> tensor<4xf16> {
  %r = array.ceil %x : tensor<4xf16>
  return %r : tensor<4xf16>
}

// CHECK-LABEL: func.func @round(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>
// CHECK: array.round %[[X]] : tensor<4xf32>
func.func @round(%x: tensor<4xf32>) -> tensor<4xf32> {
  %r = array.round %x : tensor<4xf32>
  return %r : tensor<4xf32>
}

// CHECK-LABEL: func.func @round_away(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>
// CHECK: array.round_away %[[X]] : tensor<4xf32>
func.func @round_away(%x: tensor<4xf32>) -> tensor<4xf32> {
  %r = array.round_away %x : tensor<4xf32>
  return %r : tensor<4xf32>
}

// CHECK-LABEL: func.func @exp2(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>
// CHECK: array.exp2 %[[X]] : tensor<4xf32>
func.func @exp2(%x: tensor<4xf32>) -> tensor<4xf32> {
  %r = array.exp2 %x : tensor<4xf32>
  return %r : tensor<4xf32>
}

// CHECK-LABEL: func.func @log2(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>
// CHECK: array.log2 %[[X]] : tensor<4xf32>
func.func @log2(%x: tensor<4xf32>) -> tensor<4xf32> {
  %r = array.log2 %x : tensor<4xf32>
  return %r : tensor<4xf32>
}

// CHECK-LABEL: func.func @log10(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>
// CHECK: array.log10 %[[X]] : tensor<4xf32>
func.func @log10(%x: tensor<4xf32>) -> tensor<4xf32> {
  %r = array.log10 %x : tensor<4xf32>
  return %r : tensor<4xf32>
}

// CHECK-LABEL: func.func @reduce_precision(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>
// CHECK: array.reduce_precision %[[X]] {exponent_bits = 5 : i64, mantissa_bits = 10 : i64} : tensor<4xf32>
func.func @reduce_precision(%x: tensor<4xf32>) -> tensor<4xf32> {
  %r = array.reduce_precision %x {exponent_bits = 5 : i64, mantissa_bits = 10 : i64} : tensor<4xf32>
  return %r : tensor<4xf32>
}
