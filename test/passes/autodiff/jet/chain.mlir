// RUN: covector-opt %s "-array-jet=function=product order=2" | FileCheck %s --check-prefix=PRODUCT
// RUN: covector-opt %s "-array-jet=function=quotient order=1" | FileCheck %s --check-prefix=QUOTIENT
// RUN: covector-opt %s "-array-jet=function=sine order=4" | FileCheck %s --check-prefix=SINE
// RUN: covector-opt %s "-array-jet=function=exponential order=3" | FileCheck %s --check-prefix=EXP
// RUN: covector-opt %s "-array-jet=function=affine order=2 argnums=0" | FileCheck %s --check-prefix=AFFINE
// RUN: covector-opt %s "-array-jet=function=integers order=2" | FileCheck %s --check-prefix=INTEGERS
// RUN: covector-opt %s -array-expand-transforms | FileCheck %s --check-prefix=REQUEST

// Leibniz: (x y)'' = x y2 + 2 x1 y1 + x2 y.
// PRODUCT-LABEL: func.func @product_jet(
// PRODUCT-SAME: %[[X:.*]]: tensor<f32>, %[[Y:.*]]: tensor<f32>, %[[X1:.*]]: tensor<f32>, %[[X2:.*]]: tensor<f32>, %[[Y1:.*]]: tensor<f32>, %[[Y2:.*]]: tensor<f32>)
// PRODUCT: %[[A:.*]] = array.mul %[[X]], %[[Y2]]
// PRODUCT: %[[B:.*]] = array.mul %[[X1]], %[[Y1]]
// PRODUCT: %[[TWO:.*]] = array.constant dense<2.000000e+00>
// PRODUCT: %[[TWICE:.*]] = array.mul %[[TWO]], %[[B]]
// PRODUCT: %[[AB:.*]] = array.add %[[A]], %[[TWICE]]
// PRODUCT: %[[C:.*]] = array.mul %[[X2]], %[[Y]]
// PRODUCT: %[[SUM:.*]] = array.add %[[AB]], %[[C]]
// PRODUCT: return %{{.*}}, %{{.*}}, %[[SUM]]
func.func @product(%x: tensor<f32>, %y: tensor<f32>) -> tensor<f32> {
  %0 = array.mul %x, %y : tensor<f32>
  return %0 : tensor<f32>
}

// QUOTIENT-LABEL: func.func @quotient_jet(
// QUOTIENT-SAME: %[[X:.*]]: tensor<f32>, %[[Y:.*]]: tensor<f32>, %[[X1:.*]]: tensor<f32>, %[[Y1:.*]]: tensor<f32>)
// QUOTIENT: %[[Z:.*]] = array.div %[[X]], %[[Y]]
// QUOTIENT: %[[ZY:.*]] = array.mul %[[Z]], %[[Y1]]
// QUOTIENT: %[[N:.*]] = array.sub %[[X1]], %[[ZY]]
// QUOTIENT: array.div %[[N]], %[[Y]]
func.func @quotient(%x: tensor<f32>, %y: tensor<f32>) -> tensor<f32> {
  %0 = array.div %x, %y : tensor<f32>
  return %0 : tensor<f32>
}

// Sine and cosine refer to each other: there is one of each.
// SINE-LABEL: func.func @sine_jet(
// SINE-COUNT-1: array.sin
// SINE-NOT: array.sin
// SINE-COUNT-1: array.cos
// SINE-NOT: array.cos
// SINE-NOT: array.sin
// SINE: return
func.func @sine(%x: tensor<f32>) -> tensor<f32> {
  %0 = array.sin %x : tensor<f32>
  return %0 : tensor<f32>
}

// EXP-LABEL: func.func @exponential_jet(
// EXP-COUNT-1: array.exp
// EXP-NOT: array.exp
// EXP: return
func.func @exponential(%x: tensor<f32>) -> tensor<f32> {
  %0 = array.exp %x : tensor<f32>
  return %0 : tensor<f32>
}

// The rule is applied to each derivative; what does not vary has none.
// AFFINE-LABEL: func.func @affine_jet(
// AFFINE-SAME: %[[X:.*]]: tensor<4xf32>, %[[C:.*]]: tensor<4xf32>, %[[X1:.*]]: tensor<4xf32>, %[[X2:.*]]: tensor<4xf32>)
// AFFINE: %[[P1:.*]] = array.mul %[[X1]], %[[C]]
// AFFINE: %[[P2:.*]] = array.mul %[[X2]], %[[C]]
// AFFINE: %[[R1:.*]] = array.reduce_sum %[[P1]]
// AFFINE: %[[R2:.*]] = array.reduce_sum %[[P2]]
// AFFINE: return %{{.*}}, %[[R1]], %[[R2]]
func.func @affine(%x: tensor<4xf32>, %c: tensor<4xf32>) -> tensor<f32> {
  %0 = array.mul %x, %c : tensor<4xf32>
  %1 = array.add %0, %c : tensor<4xf32>
  %2 = array.reduce_sum %1 {axes = array<i64: 0>} : (tensor<4xf32>) -> tensor<f32>
  return %2 : tensor<f32>
}

// Integers have no derivatives, constants have zeros.
// INTEGERS-LABEL: func.func @integers_jet(
// INTEGERS-SAME: -> (tensor<i32>, tensor<f32>, tensor<f32>, tensor<f32>)
// INTEGERS: %[[ZERO:.*]] = array.constant dense<0.000000e+00> : tensor<f32>
func.func @integers(%x: tensor<f32>) -> (tensor<i32>, tensor<f32>) {
  %0 = array.convert %x {element_type = i32} : (tensor<f32>) -> tensor<i32>
  %1 = array.constant dense<1.0> : tensor<f32>
  return %0, %1 : tensor<i32>, tensor<f32>
}

// REQUEST-LABEL: func.func @request(
// REQUEST-NOT: array.jet
// REQUEST: array.mul
// REQUEST: return
func.func @request(%x: tensor<f32>) -> (tensor<f32>, tensor<f32>, tensor<f32>) {
  %y, %y1, %y2 = array.jet @exponential(%x, %x, %x) argnums [0] order 2
      : (tensor<f32>, tensor<f32>, tensor<f32>) -> (tensor<f32>, tensor<f32>, tensor<f32>)
  return %y, %y1, %y2 : tensor<f32>, tensor<f32>, tensor<f32>
}
