using System.Text.Json;
using System.Text.Json.Serialization;

namespace StudentUnion.Identity.Features.Accounts;

/// <summary>A role in an organization, as the API writes it; where the organization is left out, or a bare role name is sent, the account's own tenant is meant.</summary>
[JsonConverter(typeof(Reader))]
public sealed record Grant(string Role, Guid? OrganizationId)
{
    internal sealed class Reader : JsonConverter<Grant>
    {
        public override Grant Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType == JsonTokenType.String) return new(reader.GetString()!, null);
            if (reader.TokenType != JsonTokenType.StartObject) throw new JsonException("A grant is a role, or a role and an organization.");

            string? role = null;
            Guid? organization = null;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.GetString()!;
                reader.Read();
                if (name.Equals("role", StringComparison.OrdinalIgnoreCase)) role = reader.GetString();
                else if (name.Equals("organizationId", StringComparison.OrdinalIgnoreCase)) organization = reader.TokenType == JsonTokenType.Null ? null : reader.GetGuid();
                else reader.Skip();
            }

            return new(role ?? throw new JsonException("A grant names a role."), organization);
        }

        public override void Write(Utf8JsonWriter writer, Grant value, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            writer.WriteString("role", value.Role);
            if (value.OrganizationId is { } organization) writer.WriteString("organizationId", organization);
            writer.WriteEndObject();
        }
    }
}
