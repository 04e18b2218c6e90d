package org.callosum.floor;

import java.util.Arrays;

/// A binary heap of items (dense indexes) by a primary key and, on equal keys, by id: a total order, so that
/// what it yields does not depend on how it was filled. Where each item stands is kept in an array shared by
/// all heaps an item could be in (it is in one at a time), so any item is removed in logarithmic time.
final class IndexedHeap {
    private long[] keys = new long[4];
    private long[] ids = new long[4];
    private int[] items = new int[4];
    private int size;

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    int item(int node) {
        return items[node];
    }

    long key(int node) {
        return keys[node];
    }

    long id(int node) {
        return ids[node];
    }

    boolean before(int node, int other) {
        return keys[node] < keys[other] || keys[node] == keys[other] && ids[node] < ids[other];
    }

    void add(int item, long key, long id, int[] places) {
        if (size == items.length) {
            keys = Arrays.copyOf(keys, size * 2);
            ids = Arrays.copyOf(ids, size * 2);
            items = Arrays.copyOf(items, size * 2);
        }
        rise(size++, item, key, id, places);
    }

    void remove(int item, int[] places) {
        int node = places[item];
        places[item] = -1;
        int last = --size;
        if (node == last) {
            return;
        }
        int moved = items[last];
        long key = keys[last];
        long id = ids[last];
        if (node > 0 && comesBefore(key, id, (node - 1) >>> 1)) {
            rise(node, moved, key, id, places);
        } else {
            sink(node, moved, key, id, places);
        }
    }

    /// Gives an item another key.
    void move(int item, long key, long id, int[] places) {
        int node = places[item];
        if (node > 0 && comesBefore(key, id, (node - 1) >>> 1)) {
            rise(node, item, key, id, places);
        } else {
            sink(node, item, key, id, places);
        }
    }

    private boolean comesBefore(long key, long id, int node) {
        return key < keys[node] || key == keys[node] && id < ids[node];
    }

    private void rise(int from, int item, long key, long id, int[] places) {
        int node = from;
        while (node > 0) {
            int parent = (node - 1) >>> 1;
            if (!comesBefore(key, id, parent)) {
                break;
            }
            move(parent, node, places);
            node = parent;
        }
        put(node, item, key, id, places);
    }

    private void sink(int from, int item, long key, long id, int[] places) {
        int node = from;
        while (true) {
            int child = 2 * node + 1;
            if (child >= size) {
                break;
            }
            if (child + 1 < size && before(child + 1, child)) {
                child++;
            }
            if (comesBefore(key, id, child)) {
                break;
            }
            move(child, node, places);
            node = child;
        }
        put(node, item, key, id, places);
    }

    private void move(int from, int to, int[] places) {
        keys[to] = keys[from];
        ids[to] = ids[from];
        items[to] = items[from];
        places[items[to]] = to;
    }

    private void put(int node, int item, long key, long id, int[] places) {
        keys[node] = key;
        ids[node] = id;
        items[node] = item;
        places[item] = node;
    }
}
