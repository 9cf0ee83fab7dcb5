// RUN: covector-opt %s -canonicalize | FileCheck %s

// What needs no code, and what only seems so: -0.0, infinity and NaN.

// CHECK-LABEL: func.func @neg_neg(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>
// CHECK-NEXT: return %[[X]]
func.func @neg_neg(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = array.neg %x : tensor<4xf32>
  %r = array.neg %0 : tensor<4xf32>
  return %r : tensor<4xf32>
}

// CHECK-LABEL: func.func @neg_constant(
// CHECK-NEXT: %[[C:.*]] = array.constant dense<-1.500000e+00> : tensor<4xf32>
// CHECK-NEXT: return %[[C]]
func.func @neg_constant() -> tensor<4xf32> {
  %c = array.constant dense<1.5> : tensor<4xf32>
  %r = array.neg %c : tensor<4xf32>
  return %r : tensor<4xf32>
}

// CHECK-LABEL: func.func @add_minus_zero(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>
// CHECK-NEXT: return %[[X]]
func.func @add_minus_zero(%x: tensor<4xf32>) -> tensor<4xf32> {
  %c = array.constant dense<-0.0> : tensor<4xf32>
  %r = array.add %x, %c : tensor<4xf32>
  return %r : tensor<4xf32>
}

// -0.0 + 0.0 is 0.0
// CHECK-LABEL: func.func @add_zero(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>
// CHECK: array.add
func.func @add_zero(%x: tensor<4xf32>) -> tensor<4xf32> {
  %c = array.constant dense<0.0> : tensor<4xf32>
  %r = array.add %x, %c : tensor<4xf32>
  return %r : tensor<4xf32>
}

// CHECK-LABEL: func.func @add_integer_zero(
// CHECK-SAME: %[[X:.*]]: tensor<4xi32>
// CHECK-NEXT: return %[[X]]
func.func @add_integer_zero(%x: tensor<4xi32>) -> tensor<4xi32> {
  %c = array.constant dense<0> : tensor<4xi32>
  %r = array.add %c, %x : tensor<4xi32>
  return %r : tensor<4xi32>
}

// CHECK-LABEL: func.func @add_constants(
// CHECK-NEXT: %[[C:.*]] = array.constant dense<3.500000e+00> : tensor<4xf32>
// CHECK-NEXT: return %[[C]]
func.func @add_constants() -> tensor<4xf32> {
  %c = array.constant dense<1.5> : tensor<4xf32>
  %d = array.constant dense<2.0> : tensor<4xf32>
  %r = array.add %c, %d : tensor<4xf32>
  return %r : tensor<4xf32>
}

// CHECK-LABEL: func.func @add_wraps(
// CHECK-NEXT: %[[C:.*]] = array.constant dense<44> : tensor<4xui8>
// CHECK-NEXT: return %[[C]]
func.func @add_wraps() -> tensor<4xui8> {
  %c = array.constant dense<200> : tensor<4xui8>
  %d = array.constant dense<100> : tensor<4xui8>
  %r = array.add %c, %d : tensor<4xui8>
  return %r : tensor<4xui8>
}

// logical or
// CHECK-LABEL: func.func @add_booleans(
// CHECK-NEXT: %[[C:.*]] = array.constant dense<true> : tensor<4xi1>
// CHECK-NEXT: return %[[C]]
func.func @add_booleans() -> tensor<4xi1> {
  %c = array.constant dense<true> : tensor<4xi1>
  %r = array.add %c, %c : tensor<4xi1>
  return %r : tensor<4xi1>
}

// CHECK-LABEL: func.func @add_neg(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>, %[[Y:.*]]: tensor<4xf32>
// CHECK-NEXT: %[[R:.*]] = array.sub %[[Y]], %[[X]]
// CHECK-NEXT: return %[[R]]
func.func @add_neg(%x: tensor<4xf32>, %y: tensor<4xf32>) -> tensor<4xf32> {
  %0 = array.neg %x : tensor<4xf32>
  %r = array.add %0, %y : tensor<4xf32>
  return %r : tensor<4xf32>
}

// CHECK-LABEL: func.func @sub_zero(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>
// CHECK-NEXT: return %[[X]]
func.func @sub_zero(%x: tensor<4xf32>) -> tensor<4xf32> {
  %c = array.constant dense<0.0> : tensor<4xf32>
  %r = array.sub %x, %c : tensor<4xf32>
  return %r : tensor<4xf32>
}

// CHECK-LABEL: func.func @sub_itself(
// CHECK-SAME: %[[X:.*]]: tensor<4xi32>
// CHECK-NEXT: %[[C:.*]] = array.constant dense<0> : tensor<4xi32>
// CHECK-NEXT: return %[[C]]
func.func @sub_itself(%x: tensor<4xi32>) -> tensor<4xi32> {
  %r = array.sub %x, %x : tensor<4xi32>
  return %r : tensor<4xi32>
}

// inf - inf is NaN
// CHECK-LABEL: func.func @sub_itself_float(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>
// CHECK: array.sub
func.func @sub_itself_float(%x: tensor<4xf32>) -> tensor<4xf32> {
  %r = array.sub %x, %x : tensor<4xf32>
  return %r : tensor<4xf32>
}

// CHECK-LABEL: func.func @sub_neg(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>, %[[Y:.*]]: tensor<4xf32>
// CHECK-NEXT: %[[R:.*]] = array.add %[[X]], %[[Y]]
// CHECK-NEXT: return %[[R]]
func.func @sub_neg(%x: tensor<4xf32>, %y: tensor<4xf32>) -> tensor<4xf32> {
  %0 = array.neg %y : tensor<4xf32>
  %r = array.sub %x, %0 : tensor<4xf32>
  return %r : tensor<4xf32>
}

// CHECK-LABEL: func.func @mul_one(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>
// CHECK-NEXT: return %[[X]]
func.func @mul_one(%x: tensor<4xf32>) -> tensor<4xf32> {
  %c = array.constant dense<1.0> : tensor<4xf32>
  %r = array.mul %c, %x : tensor<4xf32>
  return %r : tensor<4xf32>
}

// inf * 0.0 is NaN
// CHECK-LABEL: func.func @mul_zero(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>
// CHECK: array.mul
func.func @mul_zero(%x: tensor<4xf32>) -> tensor<4xf32> {
  %c = array.constant dense<0.0> : tensor<4xf32>
  %r = array.mul %x, %c : tensor<4xf32>
  return %r : tensor<4xf32>
}

// CHECK-LABEL: func.func @mul_integer_zero(
// CHECK-SAME: %[[X:.*]]: tensor<4xi32>
// CHECK-NEXT: %[[C:.*]] = array.constant dense<0> : tensor<4xi32>
// CHECK-NEXT: return %[[C]]
func.func @mul_integer_zero(%x: tensor<4xi32>) -> tensor<4xi32> {
  %c = array.constant dense<0> : tensor<4xi32>
  %r = array.mul %x, %c : tensor<4xi32>
  return %r : tensor<4xi32>
}

// CHECK-LABEL: func.func @mul_negs(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>, %[[Y:.*]]: tensor<4xf32>
// CHECK-NEXT: %[[R:.*]] = array.mul %[[X]], %[[Y]]
// CHECK-NEXT: return %[[R]]
func.func @mul_negs(%x: tensor<4xf32>, %y: tensor<4xf32>) -> tensor<4xf32> {
  %0 = array.neg %x : tensor<4xf32>
  %1 = array.neg %y : tensor<4xf32>
  %r = array.mul %0, %1 : tensor<4xf32>
  return %r : tensor<4xf32>
}

// computed in f32 and rounded once by the code
// CHECK-LABEL: func.func @mul_half_precision(
// CHECK: array.mul
func.func @mul_half_precision() -> tensor<4xbf16> {
  %c = array.constant dense<1.5> : tensor<4xbf16>
  %r = array.mul %c, %c : tensor<4xbf16>
  return %r : tensor<4xbf16>
}

// CHECK-LABEL: func.func @div_one(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>
// CHECK-NEXT: return %[[X]]
func.func @div_one(%x: tensor<4xf32>) -> tensor<4xf32> {
  %c = array.constant dense<1.0> : tensor<4xf32>
  %r = array.div %x, %c : tensor<4xf32>
  return %r : tensor<4xf32>
}

// CHECK-LABEL: func.func @div_by_zero(
// CHECK-NEXT: %[[C:.*]] = array.constant dense<-1> : tensor<4xi32>
// CHECK-NEXT: return %[[C]]
func.func @div_by_zero() -> tensor<4xi32> {
  %c = array.constant dense<7> : tensor<4xi32>
  %d = array.constant dense<0> : tensor<4xi32>
  %r = array.div %c, %d : tensor<4xi32>
  return %r : tensor<4xi32>
}

// CHECK-LABEL: func.func @div_wraps(
// CHECK-NEXT: %[[C:.*]] = array.constant dense<-128> : tensor<4xi8>
// CHECK-NEXT: return %[[C]]
func.func @div_wraps() -> tensor<4xi8> {
  %c = array.constant dense<-128> : tensor<4xi8>
  %d = array.constant dense<-1> : tensor<4xi8>
  %r = array.div %c, %d : tensor<4xi8>
  return %r : tensor<4xi8>
}

// CHECK-LABEL: func.func @div_unsigned(
// CHECK-NEXT: %[[C:.*]] = array.constant dense<28> : tensor<4xui8>
// CHECK-NEXT: return %[[C]]
func.func @div_unsigned() -> tensor<4xui8> {
  %c = array.constant dense<200> : tensor<4xui8>
  %d = array.constant dense<7> : tensor<4xui8>
  %r = array.div %c, %d : tensor<4xui8>
  return %r : tensor<4xui8>
}

// CHECK-LABEL: func.func @integer_pow_one(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>
// CHECK-NEXT: return %[[X]]
func.func @integer_pow_one(%x: tensor<4xf32>) -> tensor<4xf32> {
  %r = array.integer_pow %x {exponent = 1 : i64} : tensor<4xf32>
  return %r : tensor<4xf32>
}

// CHECK-LABEL: func.func @integer_pow_zero(
// CHECK-SAME: %[[X:.*]]: tensor<4xi32>
// CHECK-NEXT: %[[C:.*]] = array.constant dense<1> : tensor<4xi32>
// CHECK-NEXT: return %[[C]]
func.func @integer_pow_zero(%x: tensor<4xi32>) -> tensor<4xi32> {
  %r = array.integer_pow %x {exponent = 0 : i64} : tensor<4xi32>
  return %r : tensor<4xi32>
}

// CHECK-LABEL: func.func @select_true(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>, %[[Y:.*]]: tensor<4xf32>
// CHECK-NEXT: return %[[X]]
func.func @select_true(%x: tensor<4xf32>, %y: tensor<4xf32>) -> tensor<4xf32> {
  %c = array.constant dense<true> : tensor<4xi1>
  %r = array.select %c, %x, %y : (tensor<4xi1>, tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return %r : tensor<4xf32>
}

// CHECK-LABEL: func.func @select_false(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>, %[[Y:.*]]: tensor<4xf32>
// CHECK-NEXT: return %[[Y]]
func.func @select_false(%x: tensor<4xf32>, %y: tensor<4xf32>) -> tensor<4xf32> {
  %c = array.constant dense<false> : tensor<4xi1>
  %r = array.select %c, %x, %y : (tensor<4xi1>, tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return %r : tensor<4xf32>
}

// CHECK-LABEL: func.func @select_equal(
// CHECK-SAME: %[[P:.*]]: tensor<4xi1>, %[[X:.*]]: tensor<4xf32>
// CHECK-NEXT: return %[[X]]
func.func @select_equal(%p: tensor<4xi1>, %x: tensor<4xf32>) -> tensor<4xf32> {
  %r = array.select %p, %x, %x : (tensor<4xi1>, tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return %r : tensor<4xf32>
}

// CHECK-LABEL: func.func @convert_to_same(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>
// CHECK-NEXT: return %[[X]]
func.func @convert_to_same(%x: tensor<4xf32>) -> tensor<4xf32> {
  %r = array.convert %x {element_type = f32} : (tensor<4xf32>) -> tensor<4xf32>
  return %r : tensor<4xf32>
}

// CHECK-LABEL: func.func @convert_saturates(
// CHECK-NEXT: %[[C:.*]] = array.constant dense<127> : tensor<4xi8>
// CHECK-NEXT: return %[[C]]
func.func @convert_saturates() -> tensor<4xi8> {
  %c = array.constant dense<1.0e9> : tensor<4xf32>
  %r = array.convert %c {element_type = i8} : (tensor<4xf32>) -> tensor<4xi8>
  return %r : tensor<4xi8>
}

// CHECK-LABEL: func.func @convert_nan(
// CHECK-NEXT: %[[C:.*]] = array.constant dense<0> : tensor<4xi32>
// CHECK-NEXT: return %[[C]]
func.func @convert_nan() -> tensor<4xi32> {
  %c = array.constant dense<0x7FC00000> : tensor<4xf32>
  %r = array.convert %c {element_type = i32} : (tensor<4xf32>) -> tensor<4xi32>
  return %r : tensor<4xi32>
}

// CHECK-LABEL: func.func @convert_wraps(
// CHECK-NEXT: %[[C:.*]] = array.constant dense<-56> : tensor<4xi8>
// CHECK-NEXT: return %[[C]]
func.func @convert_wraps() -> tensor<4xi8> {
  %c = array.constant dense<200> : tensor<4xi32>
  %r = array.convert %c {element_type = i8} : (tensor<4xi32>) -> tensor<4xi8>
  return %r : tensor<4xi8>
}

// CHECK-LABEL: func.func @convert_unsigned(
// CHECK-NEXT: %[[C:.*]] = array.constant dense<200> : tensor<4xi32>
// CHECK-NEXT: return %[[C]]
func.func @convert_unsigned() -> tensor<4xi32> {
  %c = array.constant dense<200> : tensor<4xui8>
  %r = array.convert %c {element_type = i32} : (tensor<4xui8>) -> tensor<4xi32>
  return %r : tensor<4xi32>
}

// CHECK-LABEL: func.func @convert_to_boolean(
// CHECK-NEXT: %[[C:.*]] = array.constant dense<true> : tensor<4xi1>
// CHECK-NEXT: return %[[C]]
func.func @convert_to_boolean() -> tensor<4xi1> {
  %c = array.constant dense<0.5> : tensor<4xf32>
  %r = array.convert %c {element_type = i1} : (tensor<4xf32>) -> tensor<4xi1>
  return %r : tensor<4xi1>
}

// CHECK-LABEL: func.func @convert_boolean(
// CHECK-NEXT: %[[C:.*]] = array.constant dense<1.000000e+00> : tensor<4xf32>
// CHECK-NEXT: return %[[C]]
func.func @convert_boolean() -> tensor<4xf32> {
  %c = array.constant dense<true> : tensor<4xi1>
  %r = array.convert %c {element_type = f32} : (tensor<4xi1>) -> tensor<4xf32>
  return %r : tensor<4xf32>
}

// CHECK-LABEL: func.func @convert_to_complex(
// CHECK-NEXT: %[[C:.*]] = array.constant dense<(2.500000e+00,0.000000e+00)> : tensor<4xcomplex<f64>>
// CHECK-NEXT: return %[[C]]
func.func @convert_to_complex() -> tensor<4xcomplex<f64>> {
  %c = array.constant dense<2.5> : tensor<4xf32>
  %r = array.convert %c {element_type = complex<f64>} : (tensor<4xf32>) -> tensor<4xcomplex<f64>>
  return %r : tensor<4xcomplex<f64>>
}

// CHECK-LABEL: func.func @no_elements(
// CHECK: array.add
func.func @no_elements() -> tensor<0xf32> {
  %c = array.constant dense<> : tensor<0xf32>
  %r = array.add %c, %c : tensor<0xf32>
  return %r : tensor<0xf32>
}
