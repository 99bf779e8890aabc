namespace StudentUnion.Identity.Data;

/// <summary>
/// Row-level security of accounts. Signing in comes before any tenant is known, so where none is set every account is visible; a request of the API always
/// sets one and then sees that tenant's accounts only. Elsewhere on the platform an unset tenant sees nothing: see docs/decisions on Identity.
/// </summary>
internal static class SignInPolicy
{
    public const string Create = """
        alter table accounts enable row level security;
        alter table accounts force row level security;
        create policy own_rows_once_signed_in on accounts
            using (nullif(current_setting('app.tenant', true), '') is null or tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
        """;
}
