package org.callosum.server.platform.access;

import org.callosum.server.platform.text.Text;

/// What somebody may do. Roles are sets of these; a code that has landed is never renamed, since roles are
/// stored
/// with it.
public enum Right {
    DESK_WORK("desk.work", "Take contacts at the desk", "在工作台接待客户", "在工作台接待客戶"),
    DESK_CALL_OUT("desk.call-out", "Call customers from their record", "从客户档案外呼", "從客戶檔案外撥"),
    CUSTOMERS_VIEW("customers.view", "See customers", "查看客户", "檢視客戶"),
    CUSTOMERS_EDIT("customers.edit", "Edit customers", "编辑客户", "編輯客戶"),
    CUSTOMERS_ERASE("customers.erase", "Erase a customer's data", "删除客户数据", "刪除客戶資料"),
    CUSTOMERS_VALUE("customers.value", "See what customers are worth", "查看客户价值", "檢視客戶價值"),
    CUSTOMERS_MERGE("customers.merge", "Merge and import customers", "合并和导入客户", "合併與匯入客戶"),
    ORDERS_EDIT("orders.edit", "Take and change orders", "受理和更改订单", "受理與更改訂單"),
    PRODUCTS_EDIT("products.edit", "Edit products", "编辑产品", "編輯產品"),
    CASES_VIEW("cases.view", "See cases", "查看工单", "檢視工單"),
    CASES_EDIT("cases.edit", "Work on cases", "处理工单", "處理工單"),
    CASES_SENSITIVE("cases.sensitive", "See sensitive fields of cases", "查看工单敏感字段", "檢視工單敏感欄位"),
    CASES_CONFIGURE("cases.configure", "Edit and approve case types", "编辑并批准工单类型", "編輯並核准工單類型"),
    NEEDS_VIEW("needs.view", "See figures of need types", "查看需求类型统计", "檢視需求類型統計"),
    FORMS_VIEW("forms.view", "See forms", "查看表单", "檢視表單"),
    FORMS_EDIT("forms.edit", "Edit forms", "编辑表单", "編輯表單"),
    FORMS_APPROVE("forms.approve", "Put forms into service", "批准表单启用", "核准表單啟用"),
    SHEETS_VIEW("sheets.view", "Read records of rounds and checks", "查看巡检与检查记录", "檢視巡檢與檢查紀錄"),
    SHEETS_FILL("sheets.fill", "Fill in records of rounds and checks", "填写巡检与检查记录", "填寫巡檢與檢查紀錄"),
    SHEETS_CONFIGURE("sheets.configure", "Edit and approve kinds of records", "编辑并批准记录类型", "編輯並核准紀錄類型"),
    FLOOR_VIEW("floor.view", "See the live floor", "查看实时现场", "檢視即時現場"),
    FLOOR_ACT("floor.act", "Change agents' states on the floor", "更改座席状态", "變更客服人員狀態"),
    AGENTS_VIEW("agents.view", "See agents, teams and skills", "查看座席、班组和技能", "檢視客服人員、班組與技能"),
    AGENTS_EDIT("agents.edit", "Edit agents", "编辑座席", "編輯客服人員"),
    TEAMS_EDIT("teams.edit", "Edit teams", "编辑班组", "編輯班組"),
    SKILLS_EDIT("skills.edit", "Edit skills and the skill matrix", "编辑技能和技能矩阵", "編輯技能與技能矩陣"),
    INTERACTIONS_VIEW("interactions.view", "See the history of contacts", "查看联络记录", "檢視聯絡紀錄"),
    INTERACTIONS_EDIT("interactions.edit", "Add notes and correct dispositions", "补充备注和更正处理结果", "補充備註與更正處理結果"),
    RECORDINGS_LISTEN("recordings.listen", "Listen to recordings", "收听录音", "收聽錄音"),
    RECORDINGS_EXPORT("recordings.export", "Download recordings", "下载录音", "下載錄音"),
    QUEUES_VIEW("queues.view", "See queues and dispositions", "查看队列和处理结果", "檢視佇列與處理結果"),
    QUEUES_EDIT("queues.edit", "Edit queues and dispositions", "编辑队列和处理结果", "編輯佇列與處理結果"),
    ROUTING_VIEW("routing.view", "See routing rules", "查看路由规则", "檢視路由規則"),
    ROUTING_EDIT("routing.edit", "Edit, try and enforce routing rules", "编辑、试算并启用路由规则", "編輯、試算並啟用路由規則"),
    CALENDARS_EDIT("calendars.edit", "Edit opening hours", "编辑营业时间", "編輯營業時間"),
    FLOWS_VIEW("flows.view", "See flows and prompts", "查看流程和语音提示", "檢視流程與語音提示"),
    FLOWS_EDIT("flows.edit", "Edit flows and prompts", "编辑流程和语音提示", "編輯流程與語音提示"),
    FLOWS_APPROVE("flows.approve", "Put flows into service", "批准流程上线", "核准流程上線"),
    PAGES_VIEW("pages.view", "Search and read pages", "搜索和阅读知识页", "搜尋與閱讀知識頁"),
    PAGES_EDIT("pages.edit", "Write pages and look after them", "编写和维护知识页", "撰寫與維護知識頁"),
    PAGES_APPROVE("pages.approve", "Put pages into service", "批准知识页发布", "核准知識頁發布"),
    TELEPHONY_VIEW("telephony.view", "See numbers, trunks and phones", "查看号码、中继和话机", "檢視號碼、中繼與話機"),
    TELEPHONY_EDIT(
            "telephony.edit",
            "Edit numbers, trunks, phones and the dialling plan",
            "编辑号码、中继、话机和拨号规则",
            "編輯號碼、中繼、話機與撥號規則"),
    CLIENTS_EDIT("clients.edit", "Edit clients and sites", "编辑委托方和站点", "編輯委託方與站點"),
    ACCOUNTS_VIEW("accounts.view", "See accounts and roles", "查看账号和角色", "檢視帳號與角色"),
    ACCOUNTS_EDIT("accounts.edit", "Edit accounts", "编辑账号", "編輯帳號"),
    ROLES_EDIT("roles.edit", "Edit roles", "编辑角色", "編輯角色"),
    TOKENS_EDIT("tokens.edit", "Issue tokens for programs", "签发程序令牌", "簽發程式權杖"),
    AUDIT_VIEW("audit.view", "Read the audit log", "查看审计日志", "檢視稽核日誌"),
    SETTINGS_VIEW("settings.view", "See the system's state", "查看系统状态", "檢視系統狀態"),
    SETTINGS_EDIT("settings.edit", "Change system settings", "更改系统设置", "變更系統設定"),
    METRICS_READ("metrics.read", "Read operating metrics", "读取运行指标", "讀取運行指標");

    private final String code;
    private final Text label;

    Right(String code, String en, String zhHans, String zhHant) {
        this.code = code;
        this.label = Text.of(en, zhHans, zhHant);
    }

    public String code() {
        return code;
    }

    /// The part before the dot: rights are listed under it.
    public String area() {
        return code.substring(0, code.indexOf('.'));
    }

    public Text label() {
        return label;
    }

    /// @throws IllegalArgumentException for any other code
    public static Right of(String code) {
        for (Right right : values()) {
            if (right.code.equals(code)) {
                return right;
            }
        }
        throw new IllegalArgumentException("No right is called " + code);
    }
}
