// RUN: covector-opt %s -array-jvp -array-simplify | FileCheck %s --check-prefix=FORWARD
// RUN: covector-opt %s -array-vjp -array-simplify | FileCheck %s --check-prefix=REVERSE

// d prod(x) = sum dx_i prod of the others
// FORWARD-LABEL: func.func @main_jvp(
// FORWARD-SAME:      %[[A:.*]]: tensor<2x3xf32>, %[[B:.*]]: tensor<2x3xf32>) -> (tensor<2xf32>, tensor<2xf32>)
// FORWARD-NEXT:    %[[REDUCEPROD2:.*]] = array.reduce_prod %[[A]] {axes = array<i64: 1>} : (tensor<2x3xf32>) -> tensor<2xf32>
// FORWARD-NEXT:    %[[CONSTANT3:.*]] = array.constant dense<1.000000e+00> : tensor<f32>
// FORWARD-NEXT:    %[[PAD4:.*]] = array.pad %[[A]], %[[CONSTANT3]] {high = array<i64: 0, 1>, interior = array<i64: 0, 0>, low = array<i64: 0, 0>} : (tensor<2x3xf32>, tensor<f32>) -> tensor<2x4xf32>
// FORWARD-NEXT:    %[[CONSTANT5:.*]] = array.constant dense<0.000000e+00> : tensor<f32>
// FORWARD-NEXT:    %[[PAD6:.*]] = array.pad %[[B]], %[[CONSTANT5]] {high = array<i64: 0, 1>, interior = array<i64: 0, 0>, low = array<i64: 0, 0>} : (tensor<2x3xf32>, tensor<f32>) -> tensor<2x4xf32>
// FORWARD-NEXT:    %[[SLICE7:.*]] = array.slice %[[PAD4]] {limits = array<i64: 2, 2>, starts = array<i64: 0, 0>, strides = array<i64: 1, 1>} : (tensor<2x4xf32>) -> tensor<2x2xf32>
// FORWARD-NEXT:    %[[SLICE8:.*]] = array.slice %[[PAD4]] {limits = array<i64: 2, 4>, starts = array<i64: 0, 2>, strides = array<i64: 1, 1>} : (tensor<2x4xf32>) -> tensor<2x2xf32>
// FORWARD-NEXT:    %[[SLICE9:.*]] = array.slice %[[PAD6]] {limits = array<i64: 2, 2>, starts = array<i64: 0, 0>, strides = array<i64: 1, 1>} : (tensor<2x4xf32>) -> tensor<2x2xf32>
// FORWARD-NEXT:    %[[SLICE10:.*]] = array.slice %[[PAD6]] {limits = array<i64: 2, 4>, starts = array<i64: 0, 2>, strides = array<i64: 1, 1>} : (tensor<2x4xf32>) -> tensor<2x2xf32>
// FORWARD-NEXT:    %[[MUL11:.*]] = array.mul %[[SLICE7]], %[[SLICE8]]
// FORWARD-NEXT:    %[[MUL12:.*]] = array.mul %[[SLICE9]], %[[SLICE8]]
// FORWARD-NEXT:    %[[MUL13:.*]] = array.mul %[[SLICE7]], %[[SLICE10]]
// FORWARD-NEXT:    %[[ADD14:.*]] = array.add %[[MUL12]], %[[MUL13]]
// FORWARD-NEXT:    %[[SLICE15:.*]] = array.slice %[[MUL11]] {limits = array<i64: 2, 1>, starts = array<i64: 0, 0>, strides = array<i64: 1, 1>} : (tensor<2x2xf32>) -> tensor<2x1xf32>
// FORWARD-NEXT:    %[[SLICE16:.*]] = array.slice %[[MUL11]] {limits = array<i64: 2, 2>, starts = array<i64: 0, 1>, strides = array<i64: 1, 1>} : (tensor<2x2xf32>) -> tensor<2x1xf32>
// FORWARD-NEXT:    %[[SLICE17:.*]] = array.slice %[[ADD14]] {limits = array<i64: 2, 1>, starts = array<i64: 0, 0>, strides = array<i64: 1, 1>} : (tensor<2x2xf32>) -> tensor<2x1xf32>
// FORWARD-NEXT:    %[[SLICE18:.*]] = array.slice %[[ADD14]] {limits = array<i64: 2, 2>, starts = array<i64: 0, 1>, strides = array<i64: 1, 1>} : (tensor<2x2xf32>) -> tensor<2x1xf32>
// FORWARD-NEXT:    %[[MUL19:.*]] = array.mul %[[SLICE17]], %[[SLICE16]]
// FORWARD-NEXT:    %[[MUL20:.*]] = array.mul %[[SLICE15]], %[[SLICE18]]
// FORWARD-NEXT:    %[[ADD21:.*]] = array.add %[[MUL19]], %[[MUL20]]
// FORWARD-NEXT:    %[[RESHAPE22:.*]] = array.reshape %[[ADD21]] {shape = array<i64: 2>} : (tensor<2x1xf32>) -> tensor<2xf32>
// FORWARD-NEXT:    return %[[REDUCEPROD2]], %[[RESHAPE22]]
// REVERSE-LABEL: func.func @main_vjp(
// REVERSE-SAME:      %[[A:.*]]: tensor<2x3xf32>, %[[B:.*]]: tensor<2xf32>) -> (tensor<2xf32>, tensor<2x3xf32>)
// REVERSE-NEXT:    %[[REDUCEPROD2:.*]] = array.reduce_prod %[[A]] {axes = array<i64: 1>} : (tensor<2x3xf32>) -> tensor<2xf32>
// REVERSE-NEXT:    %[[CONSTANT3:.*]] = array.constant dense<1.000000e+00> : tensor<f32>
// REVERSE-NEXT:    %[[PAD4:.*]] = array.pad %[[A]], %[[CONSTANT3]] {high = array<i64: 0, 1>, interior = array<i64: 0, 0>, low = array<i64: 0, 0>} : (tensor<2x3xf32>, tensor<f32>) -> tensor<2x4xf32>
// REVERSE-NEXT:    %[[SLICE5:.*]] = array.slice %[[PAD4]] {limits = array<i64: 2, 2>, starts = array<i64: 0, 0>, strides = array<i64: 1, 1>} : (tensor<2x4xf32>) -> tensor<2x2xf32>
// REVERSE-NEXT:    %[[SLICE6:.*]] = array.slice %[[PAD4]] {limits = array<i64: 2, 4>, starts = array<i64: 0, 2>, strides = array<i64: 1, 1>} : (tensor<2x4xf32>) -> tensor<2x2xf32>
// REVERSE-NEXT:    %[[MUL7:.*]] = array.mul %[[SLICE5]], %[[SLICE6]]
// REVERSE-NEXT:    %[[SLICE8:.*]] = array.slice %[[MUL7]] {limits = array<i64: 2, 1>, starts = array<i64: 0, 0>, strides = array<i64: 1, 1>} : (tensor<2x2xf32>) -> tensor<2x1xf32>
// REVERSE-NEXT:    %[[SLICE9:.*]] = array.slice %[[MUL7]] {limits = array<i64: 2, 2>, starts = array<i64: 0, 1>, strides = array<i64: 1, 1>} : (tensor<2x2xf32>) -> tensor<2x1xf32>
// REVERSE-NEXT:    %[[RESHAPE10:.*]] = array.reshape %[[B]] {shape = array<i64: 2, 1>} : (tensor<2xf32>) -> tensor<2x1xf32>
// REVERSE-NEXT:    %[[MUL11:.*]] = array.mul %[[SLICE8]], %[[RESHAPE10]]
// REVERSE-NEXT:    %[[MUL12:.*]] = array.mul %[[RESHAPE10]], %[[SLICE9]]
// REVERSE-NEXT:    %[[CONSTANT13:.*]] = array.constant dense<0.000000e+00> : tensor<f32>
// REVERSE-NEXT:    %[[PAD14:.*]] = array.pad %[[MUL11]], %[[CONSTANT13]] {high = array<i64: 0, 0>, interior = array<i64: 0, 0>, low = array<i64: 0, 1>} : (tensor<2x1xf32>, tensor<f32>) -> tensor<2x2xf32>
// REVERSE-NEXT:    %[[PAD15:.*]] = array.pad %[[MUL12]], %[[CONSTANT13]] {high = array<i64: 0, 1>, interior = array<i64: 0, 0>, low = array<i64: 0, 0>} : (tensor<2x1xf32>, tensor<f32>) -> tensor<2x2xf32>
// REVERSE-NEXT:    %[[ADD16:.*]] = array.add %[[PAD14]], %[[PAD15]]
// REVERSE-NEXT:    %[[MUL17:.*]] = array.mul %[[SLICE5]], %[[ADD16]]
// REVERSE-NEXT:    %[[MUL18:.*]] = array.mul %[[ADD16]], %[[SLICE6]]
// REVERSE-NEXT:    %[[PAD19:.*]] = array.pad %[[MUL17]], %[[CONSTANT13]] {high = array<i64: 0, 0>, interior = array<i64: 0, 0>, low = array<i64: 0, 2>} : (tensor<2x2xf32>, tensor<f32>) -> tensor<2x4xf32>
// REVERSE-NEXT:    %[[PAD20:.*]] = array.pad %[[MUL18]], %[[CONSTANT13]] {high = array<i64: 0, 2>, interior = array<i64: 0, 0>, low = array<i64: 0, 0>} : (tensor<2x2xf32>, tensor<f32>) -> tensor<2x4xf32>
// REVERSE-NEXT:    %[[ADD21:.*]] = array.add %[[PAD19]], %[[PAD20]]
// REVERSE-NEXT:    %[[SLICE22:.*]] = array.slice %[[ADD21]] {limits = array<i64: 2, 3>, starts = array<i64: 0, 0>, strides = array<i64: 1, 1>} : (tensor<2x4xf32>) -> tensor<2x3xf32>
// REVERSE-NEXT:    return %[[REDUCEPROD2]], %[[SLICE22]]
func.func @main(%x: tensor<2x3xf32>) -> tensor<2xf32> {
  %0 = array.reduce_prod %x {axes = array<i64: 1>} : (tensor<2x3xf32>) -> tensor<2xf32>
  return %0 : tensor<2xf32>
}
