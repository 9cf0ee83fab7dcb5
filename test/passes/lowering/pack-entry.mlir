// RUN: covector-opt %s --array-pack-entry | FileCheck %s

// CHECK-LABEL: llvm.func internal @main
// CHECK-SAME:  %{{[^:]*}}: !llvm.ptr {llvm.align = 64 : i64, llvm.dereferenceable = 16 : i64, llvm.noalias, llvm.nonnull}
// CHECK-SAME:  %{{[^:]*}}: !llvm.ptr {llvm.align = 64 : i64, llvm.dereferenceable = 32 : i64, llvm.noalias, llvm.nonnull}
// Of a result that is an argument there is no memory to speak of.
// CHECK-SAME:  %{{[^:]*}}: !llvm.ptr, %{{[^:]*}}: !llvm.ptr {llvm.align = 64
llvm.func @main(%x: !llvm.ptr, %y: !llvm.ptr, %forwarded: !llvm.ptr, %slot: !llvm.ptr) attributes {
    array.inputs = array<i64: 16>, array.outputs = array<i64: 32, 16>,
    array.forwards = array<i64: -1, 0>, array.donors = array<i64: -1, -1>,
    array.slots = array<i64: 128>, array.workspace = 4096 : i64} {
  llvm.return
}

// CHECK-LABEL: llvm.func @entry
// CHECK-SAME:  (%[[BUFFERS:.*]]: !llvm.ptr)
// CHECK:       %[[P0:.*]] = llvm.getelementptr %[[BUFFERS]][0]
// CHECK:       %[[X:.*]] = llvm.load %[[P0]]
// CHECK:       %[[P3:.*]] = llvm.getelementptr %[[BUFFERS]][3]
// CHECK:       %[[WORKSPACE:.*]] = llvm.load %[[P3]]
// CHECK:       %[[OFFSET:.*]] = llvm.mlir.constant(128 : i64)
// CHECK:       %[[SLOT:.*]] = llvm.getelementptr %[[WORKSPACE]][%[[OFFSET]]]
// CHECK:       llvm.call @main(%[[X]], %{{.*}}, %{{.*}}, %[[SLOT]])
