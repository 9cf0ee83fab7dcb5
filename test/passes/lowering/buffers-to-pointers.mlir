// RUN: covector-opt %s --array-buffers-to-pointers | FileCheck %s

// CHECK: llvm.mlir.global internal constant @table(dense<[1.000000e+00, 2.000000e+00]> : tensor<2xf32>)
memref.global "private" constant @table : memref<2xf32> = dense<[1.0, 2.0]>

// CHECK-LABEL: func.func @element
// CHECK-SAME:  (%[[X:.*]]: !llvm.ptr, %[[I:.*]]: index, %[[J:.*]]: index) -> f32
// CHECK-DAG:   %[[C8:.*]] = arith.constant 8 : index
// CHECK:       %[[ROW:.*]] = arith.muli %[[I]], %[[C8]]
// CHECK:       %[[PLACE:.*]] = arith.addi %[[ROW]], %[[J]]
// CHECK:       %[[WIDE:.*]] = arith.index_cast %[[PLACE]] : index to i64
// CHECK:       %[[P:.*]] = llvm.getelementptr inbounds %[[X]][%[[WIDE]]]
// CHECK:       llvm.load %[[P]] {alignment = 4 : i64} : !llvm.ptr -> f32
func.func @element(%x: memref<4x8xf32>, %i: index, %j: index) -> f32 {
  %0 = memref.load %x[%i, %j] : memref<4x8xf32>
  return %0 : f32
}

// A view is the address of its first element; its own accesses go by its strides.
// CHECK-LABEL: func.func @view
// CHECK-SAME:  (%[[X:.*]]: !llvm.ptr
// CHECK:       %[[V:.*]] = llvm.getelementptr inbounds %[[X]][10]
// CHECK:       %[[P:.*]] = llvm.getelementptr inbounds %[[V]][9]
// CHECK:       llvm.load %[[P]] {{.*}} -> vector<2xf32>
func.func @view(%x: memref<4x8xf32>) -> vector<2xf32> {
  %c1 = arith.constant 1 : index
  %0 = memref.subview %x[1, 2] [2, 4] [1, 1] : memref<4x8xf32> to memref<2x4xf32, strided<[8, 1], offset: 10>>
  %1 = vector.load %0[%c1, %c1] : memref<2x4xf32, strided<[8, 1], offset: 10>>, vector<2xf32>
  return %1 : vector<2xf32>
}

// CHECK-LABEL: func.func @complex
// CHECK:       llvm.load %{{.*}} {alignment = 4 : i64} : !llvm.ptr -> !llvm.struct<(f32, f32)>
func.func @complex(%x: memref<4xcomplex<f32>>, %i: index) -> complex<f32> {
  %0 = memref.load %x[%i] : memref<4xcomplex<f32>>
  return %0 : complex<f32>
}

// CHECK-LABEL: func.func @constant
// CHECK:       llvm.mlir.addressof @table
func.func @constant() -> f32 {
  %c1 = arith.constant 1 : index
  %0 = memref.get_global @table : memref<2xf32>
  %1 = memref.load %0[%c1] : memref<2xf32>
  return %1 : f32
}

// Loops hand pointers on.
// CHECK-LABEL: func.func @loop
// CHECK:       scf.for {{.*}} iter_args(%[[A:.*]] = %{{.*}}, %[[B:.*]] = %{{.*}}) -> (!llvm.ptr, !llvm.ptr)
// CHECK:         scf.yield %[[B]], %[[A]] : !llvm.ptr, !llvm.ptr
func.func @loop(%x: memref<4xf32>, %y: memref<4xf32>, %n: index) -> memref<4xf32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %r:2 = scf.for %i = %c0 to %n step %c1 iter_args(%a = %x, %b = %y) -> (memref<4xf32>, memref<4xf32>) {
    scf.yield %b, %a : memref<4xf32>, memref<4xf32>
  }
  return %r#0 : memref<4xf32>
}
