# One module call for each resource of the catalog; the module reads its kind from the catalog.
{%- for ref in values.entityRefs %}
{%- set entity = ref | parseEntityRef %}
{%- if entity.kind == 'resource' %}

module "resource_${{ entity.name | replace('-', '_') | replace('.', '_') }}" {
  source = "git::https://github.com/acme/terraform-modules.git//catalog-resource?ref=v1"

  name       = "${{ entity.name }}"
  entity_ref = "${{ ref }}"
}
{%- endif %}
{%- endfor %}
