// RUN: covector-opt %s | covector-opt | FileCheck %s

// Scans of every kind of element, in both directions.

// CHECK-LABEL: func.func @cumsum(
// CHECK-SAME: %[[ARG0:.*]]: tensor<2x5xcomplex<f32>
// CHECK-NEXT: %[[CUMSUM:.*]] = array.cumsum %[[ARG0]] {axis = 1 : i64, reverse = false} : (tensor<2x5xcomplex<f32>>) -> tensor<2x5xcomplex<f32>>
// CHECK-NEXT: return %[[CUMSUM]] : tensor<2x5xcomplex<f32>>
func.func @cumsum(%x: tensor<2x5xcomplex<f32>>) -> tensor<2x5xcomplex<f32>> {
  %r = array.cumsum %x {axis = 1 : i64, reverse = false} : (tensor<2x5xcomplex<f32>>) -> tensor<2x5xcomplex<f32>>
  return %r : tensor<2x5xcomplex<f32>>
}

// CHECK-LABEL: func.func @cumprod(
// CHECK-SAME: %[[ARG0:.*]]: tensor<5xui8>
// CHECK-NEXT: %[[CUMPROD:.*]] = array.cumprod %[[ARG0]] {axis = 0 : i64, reverse = true} : (tensor<5xui8>) -> tensor<5xui8>
// CHECK-NEXT: return %[[CUMPROD]] : tensor<5xui8>
func.func @cumprod(%x: tensor<5xui8>) -> tensor<5xui8> {
  %r = array.cumprod %x {axis = 0 : i64, reverse = true} : (tensor<5xui8>) -> tensor<5xui8>
  return %r : tensor<5xui8>
}

// CHECK-LABEL: func.func @cummax(
// CHECK-SAME: %[[ARG0:.*]]: tensor<5xi1>
// CHECK-NEXT: %[[CUMMAX:.*]] = array.cummax %[[ARG0]] {axis = 0 : i64, reverse = false} : (tensor<5xi1>) -> tensor<5xi1>
// CHECK-NEXT: return %[[CUMMAX]] : tensor<5xi1>
func.func @cummax(%x: tensor<5xi1>) -> tensor<5xi1> {
  %r = array.cummax %x {axis = 0 : i64, reverse = false} : (tensor<5xi1>) -> tensor<5xi1>
  return %r : tensor<5xi1>
}

// CHECK-LABEL: func.func @cummin(
// CHECK-SAME: %[[ARG0:.*]]: tensor<2x5xbf16>
// CHECK-NEXT: %[[CUMMIN:.*]] = array.cummin %[[ARG0]] {axis = 0 : i64, reverse = false} : (tensor<2x5xbf16>) -> tensor<2x5xbf16>
// CHECK-NEXT: return %[[CUMMIN]] : tensor<2x5xbf16>
func.func @cummin(%x: tensor<2x5xbf16>) -> tensor<2x5xbf16> {
  %r = array.cummin %x {axis = 0 : i64, reverse = false} : (tensor<2x5xbf16>) -> tensor<2x5xbf16>
  return %r : tensor<2x5xbf16>
}

// CHECK-LABEL: func.func @cumlogsumexp(
// CHECK-SAME: %[[ARG0:.*]]: tensor<2x5xf64>
// CHECK-NEXT: %[[CUMLOGSUMEXP:.*]] = array.cumlogsumexp %[[ARG0]] {axis = 1 : i64, reverse = true} : (tensor<2x5xf64>) -> tensor<2x5xf64>
// CHECK-NEXT: return %[[CUMLOGSUMEXP]] : tensor<2x5xf64>
func.func @cumlogsumexp(%x: tensor<2x5xf64>) -> tensor<2x5xf64> {
  %r = array.cumlogsumexp %x {axis = 1 : i64, reverse = true} : (tensor<2x5xf64>) -> tensor<2x5xf64>
  return %r : tensor<2x5xf64>
}

// CHECK-LABEL: func.func @linear_recurrence(
// CHECK-SAME: %[[ARG0:.*]]: tensor<2x5xf32>, %[[ARG1:.*]]: tensor<2x5xf32>
// CHECK-NEXT: %[[LINEARRECURRENCE:.*]] = array.linear_recurrence %[[ARG0]], %[[ARG1]] {axis = 1 : i64, reverse = true} : (tensor<2x5xf32>, tensor<2x5xf32>) -> tensor<2x5xf32>
// CHECK-NEXT: return %[[LINEARRECURRENCE]] : tensor<2x5xf32>
func.func @linear_recurrence(%a: tensor<2x5xf32>, %b: tensor<2x5xf32>) -> tensor<2x5xf32> {
  %r = array.linear_recurrence %a, %b {axis = 1 : i64, reverse = true} : (tensor<2x5xf32>, tensor<2x5xf32>) -> tensor<2x5xf32>
  return %r : tensor<2x5xf32>
}
