// RUN: covector-opt %s | covector-opt | FileCheck %s

// Windows along one axis of several.

// CHECK-LABEL: func.func @reduce_window_sum(
// CHECK-SAME: %[[ARG0:.*]]: tensor<2x6xcomplex<f64>
// CHECK-NEXT: %[[REDUCEWINDOWSUM:.*]] = array.reduce_window_sum %[[ARG0]] {base_dilation = array<i64: 1, 1>, high = array<i64: 0, 1>, low = array<i64: 0, 0>, strides = array<i64: 1, 2>, window = array<i64: 1, 3>, window_dilation = array<i64: 1, 1>} : (tensor<2x6xcomplex<f64>>) -> tensor<2x3xcomplex<f64>>
// CHECK-NEXT: return %[[REDUCEWINDOWSUM]] : tensor<2x3xcomplex<f64>>
func.func @reduce_window_sum(%x: tensor<2x6xcomplex<f64>>) -> tensor<2x3xcomplex<f64>> {
  %r = array.reduce_window_sum %x {base_dilation = array<i64: 1, 1>, high = array<i64: 0, 1>, low = array<i64: 0, 0>, strides = array<i64: 1, 2>, window = array<i64: 1, 3>, window_dilation = array<i64: 1, 1>} : (tensor<2x6xcomplex<f64>>) -> tensor<2x3xcomplex<f64>>
  return %r : tensor<2x3xcomplex<f64>>
}

// CHECK-LABEL: func.func @reduce_window_prod(
// CHECK-SAME: %[[ARG0:.*]]: tensor<2x6xi8>
// CHECK-NEXT: %[[REDUCEWINDOWPROD:.*]] = array.reduce_window_prod %[[ARG0]] {base_dilation = array<i64: 1, 1>, high = array<i64: 0, 1>, low = array<i64: 0, 0>, strides = array<i64: 1, 2>, window = array<i64: 1, 3>, window_dilation = array<i64: 1, 1>} : (tensor<2x6xi8>) -> tensor<2x3xi8>
// CHECK-NEXT: return %[[REDUCEWINDOWPROD]] : tensor<2x3xi8>
func.func @reduce_window_prod(%x: tensor<2x6xi8>) -> tensor<2x3xi8> {
  %r = array.reduce_window_prod %x {base_dilation = array<i64: 1, 1>, high = array<i64: 0, 1>, low = array<i64: 0, 0>, strides = array<i64: 1, 2>, window = array<i64: 1, 3>, window_dilation = array<i64: 1, 1>} : (tensor<2x6xi8>) -> tensor<2x3xi8>
  return %r : tensor<2x3xi8>
}

// CHECK-LABEL: func.func @reduce_window_max(
// CHECK-SAME: %[[ARG0:.*]]: tensor<2x6xi1>
// CHECK-NEXT: %[[REDUCEWINDOWMAX:.*]] = array.reduce_window_max %[[ARG0]] {base_dilation = array<i64: 1, 1>, high = array<i64: 0, 1>, low = array<i64: 0, 0>, strides = array<i64: 1, 2>, window = array<i64: 1, 3>, window_dilation = array<i64: 1, 1>} : (tensor<2x6xi1>) -> tensor<2x3xi1>
// CHECK-NEXT: return %[[REDUCEWINDOWMAX]] : tensor<2x3xi1>
func.func @reduce_window_max(%x: tensor<2x6xi1>) -> tensor<2x3xi1> {
  %r = array.reduce_window_max %x {base_dilation = array<i64: 1, 1>, high = array<i64: 0, 1>, low = array<i64: 0, 0>, strides = array<i64: 1, 2>, window = array<i64: 1, 3>, window_dilation = array<i64: 1, 1>} : (tensor<2x6xi1>) -> tensor<2x3xi1>
  return %r : tensor<2x3xi1>
}

// CHECK-LABEL: func.func @reduce_window_min(
// CHECK-SAME: %[[ARG0:.*]]: tensor<2x6xf16>
// CHECK-NEXT: %[[REDUCEWINDOWMIN:.*]] = array.reduce_window_min %[[ARG0]] {base_dilation = array<i64: 1, 1>, high = array<i64: 0, 1>, low = array<i64: 0, 0>, strides = array<i64: 1, 2>, window = array<i64: 1, 3>, window_dilation = array<i64: 1, 1>} : (tensor<2x6xf16>) -> tensor<2x3xf16>
// CHECK-NEXT: return %[[REDUCEWINDOWMIN]] : tensor<2x3xf16>
func.func @reduce_window_min(%x: tensor<2x6xf16>) -> tensor<2x3xf16> {
  %r = array.reduce_window_min %x {base_dilation = array<i64: 1, 1>, high = array<i64: 0, 1>, low = array<i64: 0, 0>, strides = array<i64: 1, 2>, window = array<i64: 1, 3>, window_dilation = array<i64: 1, 1>} : (tensor<2x6xf16>) -> tensor<2x3xf16>
  return %r : tensor<2x3xf16>
}

// CHECK-LABEL: func.func @gather(
// CHECK-SAME: %[[ARG0:.*]]: tensor<6xf32>, %[[ARG1:.*]]: tensor<6xf32>
// CHECK-NEXT: %[[SELECTANDGATHERADD:.*]] = array.select_and_gather_add %[[ARG0]], %[[ARG1]] {base_dilation = array<i64: 1>, greatest = true, high = array<i64: 1>, low = array<i64: 0>, strides = array<i64: 2>, window = array<i64: 3>, window_dilation = array<i64: 1>} : (tensor<6xf32>, tensor<6xf32>) -> tensor<3xf32>
// CHECK-NEXT: return %[[SELECTANDGATHERADD]] : tensor<3xf32>
func.func @gather(%v: tensor<6xf32>, %x: tensor<6xf32>) -> tensor<3xf32> {
  %r = array.select_and_gather_add %v, %x {base_dilation = array<i64: 1>, greatest = true, high = array<i64: 1>, low = array<i64: 0>, strides = array<i64: 2>, window = array<i64: 3>, window_dilation = array<i64: 1>} : (tensor<6xf32>, tensor<6xf32>) -> tensor<3xf32>
  return %r : tensor<3xf32>
}

// CHECK-LABEL: func.func @scatter(
// CHECK-SAME: %[[ARG0:.*]]: tensor<3xf32>, %[[ARG1:.*]]: tensor<6xf32>
// CHECK-NEXT: %[[SELECTANDSCATTERADD:.*]] = array.select_and_scatter_add %[[ARG0]], %[[ARG1]] {base_dilation = array<i64: 1>, greatest = true, high = array<i64: 1>, low = array<i64: 0>, strides = array<i64: 2>, window = array<i64: 3>, window_dilation = array<i64: 1>} : (tensor<3xf32>, tensor<6xf32>) -> tensor<6xf32>
// CHECK-NEXT: return %[[SELECTANDSCATTERADD]] : tensor<6xf32>
func.func @scatter(%s: tensor<3xf32>, %x: tensor<6xf32>) -> tensor<6xf32> {
  %r = array.select_and_scatter_add %s, %x {base_dilation = array<i64: 1>, greatest = true, high = array<i64: 1>, low = array<i64: 0>, strides = array<i64: 2>, window = array<i64: 3>, window_dilation = array<i64: 1>} : (tensor<3xf32>, tensor<6xf32>) -> tensor<6xf32>
  return %r : tensor<6xf32>
}
