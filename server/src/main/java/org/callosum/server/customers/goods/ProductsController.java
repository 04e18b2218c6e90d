package org.callosum.server.customers.goods;

import org.callosum.server.platform.access.RequiresRight;
import org.callosum.server.platform.access.Right;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.web.Page;
import org.callosum.server.platform.web.PageQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/products")
class ProductsController {
    private final Products products;

    ProductsController(Products products) {
        this.products = products;
    }

    @GetMapping
    @RequiresRight(Right.CUSTOMERS_VIEW)
    Page<Product> list(PageQuery query, @RequestParam(required = false) @Nullable String client) {
        return products.page(query, client == null || client.isBlank() ? null : Ids.parse(client));
    }

    @GetMapping("/{id}")
    @RequiresRight(Right.CUSTOMERS_VIEW)
    Product one(@PathVariable String id) {
        return products.one(Ids.parse(id));
    }

    @PostMapping
    @RequiresRight(Right.PRODUCTS_EDIT)
    @ResponseStatus(HttpStatus.CREATED)
    Product create(@RequestBody Product wanted) {
        return products.create(wanted);
    }

    @PutMapping("/{id}")
    @RequiresRight(Right.PRODUCTS_EDIT)
    Product change(@PathVariable String id, @RequestBody Product wanted) {
        return products.change(Ids.parse(id), wanted);
    }

    @DeleteMapping("/{id}")
    @RequiresRight(Right.PRODUCTS_EDIT)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String id) {
        products.delete(Ids.parse(id));
    }
}
