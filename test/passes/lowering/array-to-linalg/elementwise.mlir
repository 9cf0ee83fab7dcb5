// RUN: covector-opt %s -array-to-linalg -split-input-file | FileCheck %s

// A chain is one loop over all elements, whatever their shape.
// CHECK: #[[ID:.*]] = affine_map<(d0) -> (d0)>
// CHECK-LABEL: func.func @chain(
// CHECK-SAME:      %[[X:.*]]: tensor<4x3xf32>, %[[Y:.*]]: tensor<4x3xf32>)
// CHECK-DAG:     %[[X1:.*]] = tensor.collapse_shape %[[X]] {{.*}} into tensor<12xf32>
// CHECK-DAG:     %[[Y1:.*]] = tensor.collapse_shape %[[Y]] {{.*}} into tensor<12xf32>
// CHECK:         %[[G:.*]] = linalg.generic {indexing_maps = [#[[ID]], #[[ID]], #[[ID]]], iterator_types = ["parallel"]} ins(%[[X1]], %[[Y1]] :
// CHECK-NEXT:    ^bb0(%[[A:.*]]: f32, %[[B:.*]]: f32, %{{.*}}: f32):
// CHECK-NEXT:      %[[M:.*]] = arith.mulf %[[A]], %[[B]] : f32
// CHECK-NEXT:      %[[N:.*]] = arith.negf %[[M]] : f32
// CHECK-NEXT:      linalg.yield %[[N]] : f32
// CHECK:         %[[R:.*]] = tensor.expand_shape %[[G]] {{.*}} into tensor<4x3xf32>
// CHECK-NOT:     linalg.generic
// CHECK:         return %[[R]]
func.func @chain(%x: tensor<4x3xf32>, %y: tensor<4x3xf32>) -> tensor<4x3xf32> {
  %0 = array.mul %x, %y : tensor<4x3xf32>
  %1 = array.neg %0 : tensor<4x3xf32>
  return %1 : tensor<4x3xf32>
}

// -----

// Booleans are stored as i8 and computed as i1.
// CHECK-LABEL: func.func @booleans(
// CHECK-SAME:      tensor<5xi8>, %{{.*}}: tensor<5xf32>) -> tensor<5xi8>
// CHECK:         ^bb0(%[[X:.*]]: f32, %[[P:.*]]: i8, %{{.*}}: i8):
// CHECK-DAG:       %[[LESS:.*]] = arith.cmpf olt, %[[X]], %[[X]] : f32
// CHECK-DAG:       %[[LOADED:.*]] = arith.cmpi ne, %[[P]], %{{.*}} : i8
// CHECK:           %[[AND:.*]] = arith.andi %[[LOADED]], %[[LESS]] : i1
// CHECK:           %[[STORED:.*]] = arith.extui %[[AND]] : i1 to i8
// CHECK-NEXT:      linalg.yield %[[STORED]] : i8
func.func @booleans(%p: tensor<5xi1>, %x: tensor<5xf32>) -> tensor<5xi1> {
  %0 = array.compare LT, %x, %x : (tensor<5xf32>, tensor<5xf32>) -> tensor<5xi1>
  %1 = array.and %p, %0 : tensor<5xi1>
  return %1 : tensor<5xi1>
}

// -----

// Unsigned integers are stored as signless ones; the operation remembers.
// CHECK-LABEL: func.func @unsigned(
// CHECK-SAME:      tensor<5xi32>, %{{.*}}: tensor<5xi32>) -> tensor<5xi32>
// CHECK:           arith.maxui %{{.*}} : i32
func.func @unsigned(%x: tensor<5xui32>, %y: tensor<5xui32>) -> tensor<5xui32> {
  %0 = array.max %x, %y : tensor<5xui32>
  return %0 : tensor<5xui32>
}

// -----

// f16 is computed in f32 and rounded after each operation, fused or not.
// CHECK-LABEL: func.func @halves(
// CHECK:         ^bb0(%[[X:.*]]: f16, %[[Y:.*]]: f16, %{{.*}}: f16):
// CHECK-DAG:       %[[WX:.*]] = arith.extf %[[X]] : f16 to f32
// CHECK-DAG:       %[[WY:.*]] = arith.extf %[[Y]] : f16 to f32
// CHECK:           %[[M:.*]] = arith.mulf %[[WX]], %[[WY]] : f32
// CHECK-NEXT:      %[[T:.*]] = arith.truncf %[[M]] : f32 to f16
// CHECK-NEXT:      %[[E:.*]] = arith.extf %[[T]] : f16 to f32
// CHECK-NEXT:      %[[S:.*]] = arith.addf %[[E]], %[[WX]] : f32
// CHECK-NEXT:      %[[R:.*]] = arith.truncf %[[S]] : f32 to f16
// CHECK:           linalg.yield %[[R]] : f16
func.func @halves(%x: tensor<5xf16>, %y: tensor<5xf16>) -> tensor<5xf16> {
  %0 = array.mul %x, %y : tensor<5xf16>
  %1 = array.add %0, %x : tensor<5xf16>
  return %1 : tensor<5xf16>
}

// -----

// Arrays of one element are computed without loops, and read as they are.
// CHECK-LABEL: func.func @one_element(
// CHECK-SAME:      %[[X:[^:]*]]: tensor<f32>, %[[Y:[^:]*]]: tensor<1xf32>, %[[Z:[^:]*]]: tensor<4xf32>)
// CHECK-DAG:     %[[A:.*]] = tensor.extract %[[X]][]
// CHECK-DAG:     %[[FLAT:.*]] = tensor.collapse_shape %[[Y]]
// CHECK-DAG:     %[[B:.*]] = tensor.extract %[[FLAT]][]
// CHECK:         %[[SIN:.*]] = math.sin %[[A]]
// CHECK:         %[[SUM:.*]] = arith.addf %[[SIN]], %[[B]]
// CHECK:         linalg.generic {{.*}} ins(%[[Z]] : tensor<4xf32>)
// CHECK:           arith.mulf %{{.*}}, %[[SUM]]
// CHECK:         %[[R:.*]] = tensor.from_elements %[[SUM]] : tensor<1xf32>
// CHECK:         return %{{.*}}, %[[R]]
func.func @one_element(%x: tensor<f32>, %y: tensor<1xf32>, %z: tensor<4xf32>)
    -> (tensor<4xf32>, tensor<1xf32>) {
  %0 = array.sin %x : tensor<f32>
  %1 = array.broadcast_in_dim %0 {dimensions = array<i64>, shape = array<i64: 1>} : (tensor<f32>) -> tensor<1xf32>
  %2 = array.add %1, %y : tensor<1xf32>
  %3 = array.broadcast_in_dim %2 {dimensions = array<i64: 0>, shape = array<i64: 4>} : (tensor<1xf32>) -> tensor<4xf32>
  %4 = array.mul %z, %3 : tensor<4xf32>
  return %4, %2 : tensor<4xf32>, tensor<1xf32>
}

// -----

// Without elements there is nothing to compute.
// CHECK-LABEL: func.func @no_elements(
// CHECK-NEXT:    %[[R:.*]] = tensor.empty() : tensor<0x3xf32>
// CHECK-NEXT:    return %[[R]]
func.func @no_elements(%x: tensor<0x3xf32>) -> tensor<0x3xf32> {
  %0 = array.sin %x : tensor<0x3xf32>
  return %0 : tensor<0x3xf32>
}

// -----

// An operation with two results; both leave the loop.
// CHECK-LABEL: func.func @threefry(
// CHECK:         %[[R:.*]]:2 = linalg.generic
// CHECK:         return %[[R]]#0, %[[R]]#1 : tensor<4xi32>, tensor<4xi32>
func.func @threefry(%k: tensor<4xui32>, %x: tensor<4xui32>) -> (tensor<4xui32>, tensor<4xui32>) {
  %a, %b = array.threefry2x32 %k, %k, %x, %x : tensor<4xui32>
  return %a, %b : tensor<4xui32>, tensor<4xui32>
}

// -----

// CHECK-LABEL: func.func @complex(
// CHECK:           %[[E:.*]] = complex.exp %{{.*}} : complex<f32>
// CHECK:           linalg.yield %[[E]] : complex<f32>
func.func @complex(%x: tensor<4xcomplex<f32>>) -> tensor<4xcomplex<f32>> {
  %0 = array.exp %x : tensor<4xcomplex<f32>>
  return %0 : tensor<4xcomplex<f32>>
}
