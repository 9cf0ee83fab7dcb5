// RUN: covector-opt %s -array-to-linalg -split-input-file | FileCheck %s
// RUN: covector-opt %s -array-to-linalg -array-buffer-pipeline -split-input-file | FileCheck %s --check-prefix=BUFFER

// A value made for a concatenation alone is made in its place.
// CHECK-LABEL: func.func @main(
// CHECK:         %[[ALL:.*]] = bufferization.alloc_tensor() : tensor<9x40xf32>
// CHECK:         %[[PART:.*]] = tensor.extract_slice %[[ALL]][0, 0] [4, 40] [1, 1]
// CHECK:         %[[MADE:.*]] = linalg.generic {{.*}} outs(%[[PART]] :
// CHECK:         %[[FIRST:.*]] = tensor.insert_slice %[[MADE]] into %[[ALL]][0, 0] [4, 40] [1, 1]
// CHECK:         tensor.insert_slice %{{.*}} into %[[FIRST]][4, 0] [5, 40] [1, 1]
// BUFFER-LABEL: func.func @main(
// BUFFER-SAME:      %[[X:.*]]: memref<4x40xf32>, %[[Y:.*]]: memref<5x40xf32>, %[[R:.*]]: memref<9x40xf32>)
// BUFFER:         %[[PART:.*]] = memref.subview %[[R]][0, 0] [4, 40] [1, 1]
// BUFFER:         linalg.generic {{.*}} outs(%[[PART]] :
func.func @main(%x: tensor<4x40xf32>, %y: tensor<5x40xf32>) -> tensor<9x40xf32> {
  %0 = array.sin %x : tensor<4x40xf32>
  %1 = array.concatenate %0, %y {axis = 0 : i64} : (tensor<4x40xf32>, tensor<5x40xf32>) -> tensor<9x40xf32>
  return %1 : tensor<9x40xf32>
}

// -----

// So is one made for a padding; of a large result only the border is filled.
// CHECK-LABEL: func.func @main(
// CHECK:         %[[ALL:.*]] = bufferization.alloc_tensor() : tensor<100x101xf32>
// CHECK:         %[[BORDER:.*]] = tensor.extract_slice %[[ALL]][0, 0] [100, 1] [1, 1]
// CHECK:         %[[FILLED:.*]] = linalg.fill {{.*}} outs(%[[BORDER]] :
// CHECK:         %[[START:.*]] = tensor.insert_slice %[[FILLED]] into %[[ALL]][0, 0] [100, 1] [1, 1]
// CHECK:         %[[PART:.*]] = tensor.extract_slice %[[START]][0, 1] [100, 100] [1, 1]
// CHECK:         %[[MADE:.*]] = linalg.generic {{.*}} outs(%[[PART]] :
// CHECK:         %[[R:.*]] = tensor.insert_slice %[[MADE]] into %[[START]][0, 1] [100, 100] [1, 1]
// CHECK-NEXT:    return %[[R]]
func.func @main(%x: tensor<100x100xf32>) -> tensor<100x101xf32> {
  %c = array.constant dense<0.0> : tensor<f32>
  %0 = array.sin %x : tensor<100x100xf32>
  %1 = array.pad %0, %c {high = array<i64: 0, 0>, interior = array<i64: 0, 0>, low = array<i64: 0, 1>} : (tensor<100x100xf32>, tensor<f32>) -> tensor<100x101xf32>
  return %1 : tensor<100x101xf32>
}

// -----

// Not where somebody else reads it, nor where rows are short.
// CHECK-LABEL: func.func @main(
// CHECK-NOT:     tensor.extract_slice
// CHECK:         return
func.func @main(%x: tensor<4x40xf32>, %y: tensor<400x3xf32>) -> (tensor<4x40xf32>, tensor<8x40xf32>, tensor<400x6xf32>) {
  %0 = array.sin %x : tensor<4x40xf32>
  %1 = array.concatenate %0, %x {axis = 0 : i64} : (tensor<4x40xf32>, tensor<4x40xf32>) -> tensor<8x40xf32>
  %2 = array.sin %y : tensor<400x3xf32>
  %3 = array.concatenate %2, %y {axis = 1 : i64} : (tensor<400x3xf32>, tensor<400x3xf32>) -> tensor<400x6xf32>
  return %0, %1, %3 : tensor<4x40xf32>, tensor<8x40xf32>, tensor<400x6xf32>
}
