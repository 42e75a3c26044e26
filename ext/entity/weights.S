/* weights.S: the trained weights (ext/model/MODEL.md) as read-only data. */
	.section .rodata
	.balign 64
	.globl entity_weights
	.hidden entity_weights
entity_weights:
	.incbin "entity.weights"
	.globl entity_weights_end
	.hidden entity_weights_end
entity_weights_end:
	.byte 0
	.section .note.GNU-stack,"",@progbits
