using StudentUnion.ServiceDefaults;

namespace StudentUnion.Identity.Domain;

/// <summary>Every rule this service enforces. The code is public: clients and indexes refer to it.</summary>
public static class IdentityRules
{
    public static readonly Rule UserNameIsUnique = new("identity.user-name-is-unique",
        "一个登录名只属于一个账号。", "A user name belongs to one account.",
        "trust.md Web and API");

    public static readonly Rule PersonHasOneAccount = new("identity.person-has-one-account",
        "一个人只有一个账号。", "A person has one account.",
        "domain.md §2: one secret ballot per delegate");

    public static readonly Rule OrganizationIsKnown = new("identity.organization-is-known",
        "账号和授权属于已登记且未注销的会员团体。", "Accounts and grants belong to a registered organization that has not been closed.",
        "domain.md §6 会员团体", StatusCodes.Status422UnprocessableEntity);

    public static readonly Rule AccountBelongsToATenant = new("identity.account-belongs-to-a-tenant",
        "账号属于校级会员团体或学联，不属于学院。", "An account belongs to an organization at university level or to the federation, not to a college.",
        "domain.md §6 校级", StatusCodes.Status422UnprocessableEntity);

    public static readonly Rule RoleExists = new("identity.role-exists",
        "只能授予平台规定的角色。", "Only roles that the platform knows can be granted.",
        "domain.md §6", StatusCodes.Status422UnprocessableEntity);

    public static readonly Rule GrantStaysInTheTenant = new("identity.grant-stays-in-the-tenant",
        "角色只能授予在账号所属团体或其学院之内。", "A role is granted within the account's own organization or one of its colleges.",
        "trust.md promise 5", StatusCodes.Status422UnprocessableEntity);

    public static readonly Rule FederationStaffBelongToTheFederation = new("identity.federation-staff-belong-to-the-federation",
        "学联工作人员的角色只在学联本级授予。", "The role of federation staff is granted in the federation itself.",
        "domain.md §6 学联", StatusCodes.Status422UnprocessableEntity);

    public static readonly Rule FederationEntrustsItsOwn = new("identity.federation-entrusts-its-own",
        "学联工作人员由学联授权。", "Federation staff are appointed by federation staff.",
        "domain.md §6 学联", StatusCodes.Status403Forbidden);

    public static readonly Rule TenantIsTheCallersOwn = new("identity.tenant-is-the-callers-own",
        "校团委教师只为本校团体开设账号。", "A League teacher opens accounts in the own organization only.",
        "trust.md promise 5", StatusCodes.Status403Forbidden);

    public static readonly Rule NobodyLocksThemselvesOut = new("identity.nobody-locks-themselves-out",
        "不能撤销自己的角色，请由他人办理。", "Nobody revokes the own role; another account does it.",
        "trust.md Web and API");

    public static readonly Rule PasswordIsHardToGuess = new("identity.password-is-hard-to-guess",
        "密码为10至128个字符，不含登录名，也不是常见密码或连续字符。", "A password has 10 to 128 characters, does not contain the user name, and is no common password or staircase of characters.",
        "OWASP ASVS 5.0, 6.2", StatusCodes.Status422UnprocessableEntity);

    public static readonly Rule NewPasswordIsNew = new("identity.new-password-is-new",
        "新密码与原密码不同。", "A new password differs from the old one.",
        "OWASP ASVS 5.0, 6.2", StatusCodes.Status422UnprocessableEntity);

    public static readonly Rule CurrentPasswordIsGiven = new("identity.current-password-is-given",
        "修改密码需要正确的原密码。", "Changing a password takes the current one.",
        "OWASP ASVS 5.0, 6.2", StatusCodes.Status422UnprocessableEntity);

    public static readonly IReadOnlyList<Rule> All =
    [
        UserNameIsUnique, PersonHasOneAccount, OrganizationIsKnown, AccountBelongsToATenant, RoleExists, GrantStaysInTheTenant, FederationStaffBelongToTheFederation,
        FederationEntrustsItsOwn, TenantIsTheCallersOwn, NobodyLocksThemselvesOut, PasswordIsHardToGuess, NewPasswordIsNew, CurrentPasswordIsGiven,
    ];
}
