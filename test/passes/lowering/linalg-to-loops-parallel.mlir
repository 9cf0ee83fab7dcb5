// RUN: covector-opt %s --array-linalg-to-loops="vector-bytes=64 parallel-work=100000" | FileCheck %s

// A large loop is a function over a range of its iterations, which the runtime
// calls; here an iteration is a vector, and what is left over follows.
// CHECK-LABEL: func.func @large
// CHECK-SAME:  %[[X:.*]]: memref<1000001xf32>, %[[Y:.*]]: memref<1000001xf32>
// CHECK:       %[[FRAME:.*]] = llvm.alloca
// CHECK-DAG:   %[[BODY:.*]] = {{.*}}constant @large_loop0
// CHECK-DAG:   %[[N:.*]] = arith.constant 62500 : i64
// CHECK:       call @cv_parallel_for(%[[BODY]], %[[FRAME]], %[[N]], %{{.*}})
// CHECK:       memref.load %[[X]]
// CHECK:       memref.store %{{.*}}, %[[Y]]
func.func @large(%x: memref<1000001xf32>, %y: memref<1000001xf32>) {
  linalg.exp ins(%x : memref<1000001xf32>) outs(%y : memref<1000001xf32>)
  return
}

// CHECK-LABEL: func.func private @large_loop0
// CHECK-SAME:  (%{{.*}}: !llvm.ptr, %[[LO:.*]]: i64, %[[HI:.*]]: i64)
// CHECK:       scf.for
// CHECK:         vector.load {{.*}} vector<16xf32>
// CHECK:         math.exp
// CHECK:         vector.store

// A small one is done where it stands.
// CHECK-LABEL: func.func @small
// CHECK-NOT:   call
// CHECK:       scf.for
func.func @small(%x: memref<1000xf32>, %y: memref<1000xf32>) {
  linalg.exp ins(%x : memref<1000xf32>) outs(%y : memref<1000xf32>)
  return
}
