// RUN: covector-run %s --arg=0 | FileCheck %s
// RUN: covector-run %s --arg=1234567 | FileCheck %s
// RUN: covector-run %s --arg=5 --vector-bytes=64 > %t.64
// RUN: covector-run %s --arg=5 --vector-bytes=16 > %t.16
// RUN: covector-run %s --arg=5 --vector-bytes=1 > %t.1
// RUN: diff %t.64 %t.16
// RUN: diff %t.64 %t.1

// Functions of f32 against those of f64, at a million numbers with all exponents:
// every error is less than 2 units in the last place (3 for erfc). The
// results do not depend on the width of the vectors.

func.func private @worst(%y: tensor<1048576xf32>, %exact: tensor<1048576xf64>) -> tensor<f64> {
  %rounded = array.convert %exact {element_type = f32} : (tensor<1048576xf64>) -> tensor<1048576xf32>
  // The unit in the last place of the exact result, from its exponent.
  %bits = array.bitcast %rounded {element_type = i32} : (tensor<1048576xf32>) -> tensor<1048576xi32>
  %mask = array.constant dense<2139095040> : tensor<1048576xi32>
  %exponent = array.and %bits, %mask : tensor<1048576xi32>
  %least = array.constant dense<8388608> : tensor<1048576xi32>
  %normal = array.max %exponent, %least : tensor<1048576xi32>
  %power = array.bitcast %normal {element_type = f32} : (tensor<1048576xi32>) -> tensor<1048576xf32>
  %wide = array.convert %power {element_type = f64} : (tensor<1048576xf32>) -> tensor<1048576xf64>
  %epsilon = array.constant dense<1.1920928955078125e-07> : tensor<1048576xf64>
  %unit = array.mul %wide, %epsilon : tensor<1048576xf64>
  %got = array.convert %y {element_type = f64} : (tensor<1048576xf32>) -> tensor<1048576xf64>
  %difference = array.sub %got, %exact : tensor<1048576xf64>
  %size = array.abs %difference : (tensor<1048576xf64>) -> tensor<1048576xf64>
  %error = array.div %size, %unit : tensor<1048576xf64>
  // Equal numbers and two NaNs are right; one NaN is as wrong as can be.
  %equal = array.compare EQ, %y, %rounded : (tensor<1048576xf32>, tensor<1048576xf32>) -> tensor<1048576xi1>
  %nan = array.compare NE, %y, %y : (tensor<1048576xf32>, tensor<1048576xf32>) -> tensor<1048576xi1>
  %nan_exact = array.compare NE, %exact, %exact : (tensor<1048576xf64>, tensor<1048576xf64>) -> tensor<1048576xi1>
  %both = array.and %nan, %nan_exact : tensor<1048576xi1>
  %one = array.xor %nan, %nan_exact : tensor<1048576xi1>
  %right = array.or %equal, %both : tensor<1048576xi1>
  %zero = array.constant dense<0.0> : tensor<1048576xf64>
  %most = array.constant dense<1.0e+30> : tensor<1048576xf64>
  %0 = array.select %right, %zero, %error : (tensor<1048576xi1>, tensor<1048576xf64>, tensor<1048576xf64>)-> tensor<1048576xf64>
  %1 = array.select %one, %most, %0 : (tensor<1048576xi1>, tensor<1048576xf64>, tensor<1048576xf64>)-> tensor<1048576xf64>
  %2 = array.reduce_max %1 {axes = array<i64: 0>} : (tensor<1048576xf64>) -> tensor<f64>
  return %2 : tensor<f64>
}

func.func @main(%start: tensor<i32>) -> (tensor<f64>, tensor<f64>, tensor<f64>, tensor<f64>, tensor<f64>, tensor<f64>, tensor<f64>, tensor<f64>, tensor<f64>, tensor<f64>, tensor<f64>, tensor<f64>, tensor<f64>, tensor<f64>, tensor<f64>, tensor<f64>) {
  %i = array.iota {axis = 0 : i64, element_type = i32, shape = array<i64: 1048576>} : tensor<1048576xi32>
  %step = array.constant dense<4099> : tensor<1048576xi32>
  %0 = array.mul %i, %step : tensor<1048576xi32>
  %1 = array.broadcast_in_dim %start {dimensions = array<i64>, shape = array<i64: 1048576>} : (tensor<i32>) -> tensor<1048576xi32>
  %bits = array.add %0, %1 : tensor<1048576xi32>
  %x = array.bitcast %bits {element_type = f32} : (tensor<1048576xi32>) -> tensor<1048576xf32>
  %wide = array.convert %x {element_type = f64} : (tensor<1048576xf32>) -> tensor<1048576xf64>
  // CHECK: tensor<f64>: {{[01]\.?[0-9]*(e-[0-9]+)?$}}
  %exp = array.exp %x : tensor<1048576xf32>
  %exp_exact = array.exp %wide : tensor<1048576xf64>
  %exp_worst = func.call @worst(%exp, %exp_exact) : (tensor<1048576xf32>, tensor<1048576xf64>) -> tensor<f64>
  // CHECK-NEXT: tensor<f64>: {{[01]\.?[0-9]*(e-[0-9]+)?$}}
  %expm1 = array.expm1 %x : tensor<1048576xf32>
  %expm1_exact = array.expm1 %wide : tensor<1048576xf64>
  %expm1_worst = func.call @worst(%expm1, %expm1_exact) : (tensor<1048576xf32>, tensor<1048576xf64>) -> tensor<f64>
  // CHECK-NEXT: tensor<f64>: {{[01]\.?[0-9]*(e-[0-9]+)?$}}
  %log = array.log %x : tensor<1048576xf32>
  %log_exact = array.log %wide : tensor<1048576xf64>
  %log_worst = func.call @worst(%log, %log_exact) : (tensor<1048576xf32>, tensor<1048576xf64>) -> tensor<f64>
  // CHECK-NEXT: tensor<f64>: {{[01]\.?[0-9]*(e-[0-9]+)?$}}
  %log1p = array.log1p %x : tensor<1048576xf32>
  %log1p_exact = array.log1p %wide : tensor<1048576xf64>
  %log1p_worst = func.call @worst(%log1p, %log1p_exact) : (tensor<1048576xf32>, tensor<1048576xf64>) -> tensor<f64>
  // CHECK-NEXT: tensor<f64>: {{[01]\.?[0-9]*(e-[0-9]+)?$}}
  %tanh = array.tanh %x : tensor<1048576xf32>
  %tanh_exact = array.tanh %wide : tensor<1048576xf64>
  %tanh_worst = func.call @worst(%tanh, %tanh_exact) : (tensor<1048576xf32>, tensor<1048576xf64>) -> tensor<f64>
  // CHECK-NEXT: tensor<f64>: {{[01]\.?[0-9]*(e-[0-9]+)?$}}
  %sin = array.sin %x : tensor<1048576xf32>
  %sin_exact = array.sin %wide : tensor<1048576xf64>
  %sin_worst = func.call @worst(%sin, %sin_exact) : (tensor<1048576xf32>, tensor<1048576xf64>) -> tensor<f64>
  // CHECK-NEXT: tensor<f64>: {{[01]\.?[0-9]*(e-[0-9]+)?$}}
  %cos = array.cos %x : tensor<1048576xf32>
  %cos_exact = array.cos %wide : tensor<1048576xf64>
  %cos_worst = func.call @worst(%cos, %cos_exact) : (tensor<1048576xf32>, tensor<1048576xf64>) -> tensor<f64>
  // CHECK-NEXT: tensor<f64>: {{[01]\.?[0-9]*(e-[0-9]+)?$}}
  %tan = array.tan %x : tensor<1048576xf32>
  %tan_exact = array.tan %wide : tensor<1048576xf64>
  %tan_worst = func.call @worst(%tan, %tan_exact) : (tensor<1048576xf32>, tensor<1048576xf64>) -> tensor<f64>
  // CHECK-NEXT: tensor<f64>: {{[01]\.?[0-9]*(e-[0-9]+)?$}}
  %erf = array.erf %x : tensor<1048576xf32>
  %erf_exact = array.erf %wide : tensor<1048576xf64>
  %erf_worst = func.call @worst(%erf, %erf_exact) : (tensor<1048576xf32>, tensor<1048576xf64>) -> tensor<f64>
  // CHECK-NEXT: tensor<f64>: {{[01]\.?[0-9]*(e-[0-9]+)?$}}
  %atan = array.atan %x : tensor<1048576xf32>
  %atan_exact = array.atan %wide : tensor<1048576xf64>
  %atan_worst = func.call @worst(%atan, %atan_exact) : (tensor<1048576xf32>, tensor<1048576xf64>) -> tensor<f64>
  // CHECK-NEXT: tensor<f64>: {{[01]\.?[0-9]*(e-[0-9]+)?$}}
  %cbrt = array.cbrt %x : tensor<1048576xf32>
  %cbrt_exact = array.cbrt %wide : tensor<1048576xf64>
  %cbrt_worst = func.call @worst(%cbrt, %cbrt_exact) : (tensor<1048576xf32>, tensor<1048576xf64>) -> tensor<f64>
  // CHECK-NEXT: tensor<f64>: {{[01]\.?[0-9]*(e-[0-9]+)?$}}
  %sqrt = array.sqrt %x : tensor<1048576xf32>
  %sqrt_exact = array.sqrt %wide : tensor<1048576xf64>
  %sqrt_worst = func.call @worst(%sqrt, %sqrt_exact) : (tensor<1048576xf32>, tensor<1048576xf64>) -> tensor<f64>
  // CHECK-NEXT: tensor<f64>: {{[01]\.?[0-9]*(e-[0-9]+)?$}}
  %sinh = array.sinh %x : tensor<1048576xf32>
  %sinh_exact = array.sinh %wide : tensor<1048576xf64>
  %sinh_worst = func.call @worst(%sinh, %sinh_exact) : (tensor<1048576xf32>, tensor<1048576xf64>) -> tensor<f64>
  // CHECK-NEXT: tensor<f64>: {{[01]\.?[0-9]*(e-[0-9]+)?$}}
  %asinh = array.asinh %x : tensor<1048576xf32>
  %asinh_exact = array.asinh %wide : tensor<1048576xf64>
  %asinh_worst = func.call @worst(%asinh, %asinh_exact) : (tensor<1048576xf32>, tensor<1048576xf64>) -> tensor<f64>
  // CHECK-NEXT: tensor<f64>: {{[01]\.?[0-9]*(e-[0-9]+)?$}}
  %cosh = array.cosh %x : tensor<1048576xf32>
  %cosh_exact = array.cosh %wide : tensor<1048576xf64>
  %cosh_worst = func.call @worst(%cosh, %cosh_exact) : (tensor<1048576xf32>, tensor<1048576xf64>) -> tensor<f64>
  // CHECK-NEXT: tensor<f64>: {{[012]\.?[0-9]*(e-[0-9]+)?$}}
  %erfc = array.erfc %x : tensor<1048576xf32>
  %erfc_exact = array.erfc %wide : tensor<1048576xf64>
  %erfc_worst = func.call @worst(%erfc, %erfc_exact) : (tensor<1048576xf32>, tensor<1048576xf64>) -> tensor<f64>
  return %exp_worst, %expm1_worst, %log_worst, %log1p_worst, %tanh_worst, %sin_worst, %cos_worst, %tan_worst, %erf_worst, %atan_worst, %cbrt_worst, %sqrt_worst, %sinh_worst, %asinh_worst, %cosh_worst, %erfc_worst : tensor<f64>, tensor<f64>, tensor<f64>, tensor<f64>, tensor<f64>, tensor<f64>, tensor<f64>, tensor<f64>, tensor<f64>, tensor<f64>, tensor<f64>, tensor<f64>, tensor<f64>, tensor<f64>, tensor<f64>, tensor<f64>
}
