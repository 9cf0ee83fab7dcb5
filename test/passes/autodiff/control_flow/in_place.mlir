// RUN: covector-opt %s -array-vjp | FileCheck %s

// What iterations read of a constant array, and of the carried one, is added to in
// place: no array of the whole size is made or added in the loop backward.
// CHECK-LABEL: func.func @main_vjp(
// CHECK: array.scan {{.*}} length 100 :
// CHECK: array.scan {{.*}} length 100 reverse :
// CHECK-NOT: array.add {{.*}} tensor<1000xf32>
// CHECK-NOT: array.constant {{.*}} tensor<1000xf32>
// CHECK-NOT: array.pad
// CHECK: array.scatter %{{.*}}, %{{.*}} {{.*}}kind = #array<scatter_kind add>
// CHECK: array.scatter %{{.*}}, %{{.*}} {{.*}}kind = #array<scatter_kind add>
// CHECK: array.yield
func.func @main(%a: tensor<1000xf32>, %x: tensor<1000xf32>) -> tensor<1000xf32> {
  %last = array.scan consts(%a) carry(%x) over() length 100
      : (tensor<1000xf32>, tensor<1000xf32>) -> tensor<1000xf32> {
  ^bb0(%i: tensor<i64>, %c: tensor<1000xf32>, %y: tensor<1000xf32>):
    %0 = array.reshape %i {shape = array<i64: 1>} : (tensor<i64>) -> tensor<1xi64>
    %1 = array.gather %c, %0 {collapsed_axes = array<i64: 0>, indices_batch_axes = array<i64>,
         mode = #array<index_mode clip>, offset_axes = array<i64>, operand_batch_axes = array<i64>,
         slice_sizes = array<i64: 1>, start_index_map = array<i64: 0>}
        : (tensor<1000xf32>, tensor<1xi64>) -> tensor<f32>
    %2 = array.slice %y {starts = array<i64: 7>, limits = array<i64: 8>, strides = array<i64: 1>} : (tensor<1000xf32>) -> tensor<1xf32>
    %3 = array.reshape %2 {shape = array<i64>} : (tensor<1xf32>) -> tensor<f32>
    %4 = array.mul %1, %3 : tensor<f32>
    %5 = array.sin %4 : tensor<f32>
    %6 = array.scatter %y, %0, %5 {indices_batch_axes = array<i64>, inserted_axes = array<i64: 0>,
         kind = #array<scatter_kind add>, mode = #array<index_mode clip>,
         operand_batch_axes = array<i64>, start_index_map = array<i64: 0>, window_axes = array<i64>}
        : (tensor<1000xf32>, tensor<1xi64>, tensor<f32>) -> tensor<1000xf32>
    array.yield %6 : tensor<1000xf32>
  }
  return %last : tensor<1000xf32>
}
