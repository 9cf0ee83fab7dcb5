// RUN: covector-opt %s -split-input-file --array-linalg-to-blas=threshold=32768 | FileCheck %s

// Zeros that are added to need not be written: the last argument says whether the
// result is added to what is there.
// CHECK-LABEL: func.func @product
// CHECK-NOT:   linalg.fill
// CHECK-DAG:   %[[M:.*]] = llvm.mlir.constant(32 : i64)
// CHECK-DAG:   %[[N:.*]] = llvm.mlir.constant(64 : i64)
// CHECK-DAG:   %[[K:.*]] = llvm.mlir.constant(48 : i64)
// CHECK:       llvm.mlir.constant(0 : i64) : i64{{[[:space:]]+}}llvm.call @cv_gemm_f32
func.func @product(%x: memref<32x48xf32>, %y: memref<48x64xf32>, %z: memref<32x64xf32>) {
  %zero = arith.constant 0.0 : f32
  linalg.fill ins(%zero : f32) outs(%z : memref<32x64xf32>)
  linalg.matmul ins(%x, %y : memref<32x48xf32>, memref<48x64xf32>) outs(%z : memref<32x64xf32>)
  return
}

// -----

// CHECK-LABEL: func.func @added
// CHECK:       llvm.mlir.constant(1 : i64) : i64{{[[:space:]]+}}llvm.call @cv_gemm_f64
func.func @added(%x: memref<64x64xf64>, %y: memref<64x64xf64>, %z: memref<64x64xf64>) {
  linalg.matmul ins(%x, %y : memref<64x64xf64>, memref<64x64xf64>) outs(%z : memref<64x64xf64>)
  return
}

// -----

// A product of real numbers with a vector is a loop; that of complex ones is not
// vectorised, and so a library's.
// CHECK-LABEL: func.func @real
// CHECK:       linalg.matvec
// CHECK-LABEL: func.func @complex
// CHECK:       llvm.call @cv_gemm_c64
func.func @real(%x: memref<256x256xf32>, %y: memref<256xf32>, %z: memref<256xf32>) {
  linalg.matvec ins(%x, %y : memref<256x256xf32>, memref<256xf32>) outs(%z : memref<256xf32>)
  return
}
func.func @complex(%x: memref<256x256xcomplex<f32>>, %y: memref<256xcomplex<f32>>,
                   %z: memref<256xcomplex<f32>>) {
  linalg.matvec ins(%x, %y : memref<256x256xcomplex<f32>>, memref<256xcomplex<f32>>)
                outs(%z : memref<256xcomplex<f32>>)
  return
}

// -----

// Small ones, and types that no library has, stay.
// CHECK-LABEL: func.func @small
// CHECK:       linalg.matmul
// CHECK-LABEL: func.func @integers
// CHECK:       linalg.matmul
func.func @small(%x: memref<8x8xf32>, %y: memref<8x8xf32>, %z: memref<8x8xf32>) {
  linalg.matmul ins(%x, %y : memref<8x8xf32>, memref<8x8xf32>) outs(%z : memref<8x8xf32>)
  return
}
func.func @integers(%x: memref<64x64xi32>, %y: memref<64x64xi32>, %z: memref<64x64xi32>) {
  linalg.matmul ins(%x, %y : memref<64x64xi32>, memref<64x64xi32>) outs(%z : memref<64x64xi32>)
  return
}
