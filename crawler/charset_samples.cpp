#include "crawler/charset_samples.h"

namespace rasd {
namespace {

// Written for this file: a few sentences a language, of the words that news and shops and letters
// are full of, with every letter that the language has beyond ASCII. They are the whole model.

constexpr std::string_view kWestern = "windows-1252 ISO-8859-15 macintosh";
constexpr std::string_view kCentral =
    "windows-1250 ISO-8859-2 ISO-8859-16 mac-centraleurope IBM852";
constexpr std::string_view kBaltic = "windows-1257 ISO-8859-13 ISO-8859-4 ISO-8859-10";
constexpr std::string_view kCyrillic =
    "windows-1251 KOI8-R ISO-8859-5 IBM866 x-mac-cyrillic KOI8-U IBM855";

constexpr CharsetSample kSamples[] = {
    {"ar", "windows-1256 ISO-8859-6 cp720",
     "قال وزير المياه والري إن الحكومة تعمل على تنفيذ مشروع جديد لتزويد القرى والمدن بالمياه خلال "
     "العام المقبل، وأكد أن الأسعار لن ترتفع. وأضاف في تصريحات صحفية يوم الأربعاء أن السدود في "
     "المملكة ممتلئة بعد الأمطار التي هطلت الأسبوع الماضي. من جهته دعا رئيس البلدية المواطنين إلى "
     "عدم الاقتراب من الأودية حفاظا على سلامتهم، مشيرا إلى غرق ثلاثة أشخاص وإصابة طفلة في حادث سير "
     "مؤسف قرب المستشفى. كما شكرت الجامعة جميع الطلاب الذين شاركوا في هذه المسابقة، ومنها ظهرت "
     "نتائج امتحانات الثانوية العامة ضمن خطة وزارة التربية والتعليم. آخر الأخبار والصور والفيديو، "
     "اتصل بنا، من نحن، الصفحة الرئيسية، رياضة، اقتصاد، ثقافة وفن، صحة، آراء ومقالات، بحث، شؤون "
     "عربية ودولية، كل الحقوق محفوظة. هل كان هذا الشيء بسبب الحرب؟ لا أعرف، غير أن ذلك ما زال حديث "
     "الناس في القاهرة وبيروت ودمشق وبغداد والرياض. خبر عاجل: انقطاع الكهرباء عن أحياء في العاصمة "
     "عمان "
     "بعد عاصفة ثلجية، وإغلاق طرق وتعليق دوام المدارس حتى إشعار آخر. ضبط عصابة تهرب المخدرات على "
     "الحدود وتحويل أفرادها إلى القضاء. الملك يستقبل رئيس وزراء العراق ويبحث معه تعزيز التعاون بين "
     "البلدين. انخفاض أسعار النفط عالميا وارتفاع الذهب. تعادل المنتخب مع ضيفه في مباراة ودية، "
     "والمدرب "
     "يعلن تشكيلة اللاعبين. افتتاح معرض الكتاب، ومهرجان للأغنية والمسرح. الطقس: أجواء باردة نسبيا "
     "وفرصة "
     "لهطول زخات من المطر. وفيات اليوم، وظائف شاغرة، إعلانات، كاريكاتير، استطلاع رأي، أكثر قراءة، "
     "تعليقات "
     "القراء، أرسل لصديق، طباعة، المزيد، شاهد أيضا. ظلت عائلة المفقود تنتظر خبرا عنه، ولم يعثر "
     "عليه غواصو "
     "الدفاع المدني. قضية الأسرى والاستيطان، غارات على قطاع غزة، مجلس الأمن يدعو لوقف إطلاق "
     "النار. "
     "كلُّ عامٍ وأنتم بخيرٍ، إنَّ العِلمَ نُورٌ، حقًّا وشكرًا جدًّا، مَنْ يَزْرَعْ يَحْصُدْ. اليـــوم العـربي. «صوتنا»، "
     "«حيّنا»، "
     "{وقُلْ رَبِّ زِدْنِي عِلْمًا}!"},
    {"fa", "windows-1256",
     "وزیر نیرو گفت که دولت برای ساخت سد جدید در سال آینده برنامه دارد و مردم باید در مصرف آب و "
     "برق "
     "صرفه جویی کنند. پس از بارش باران های هفته گذشته چند روستا دچار آب گرفتگی شد. این خبر را به "
     "گزارش خبرگزاری ها پلیس راه تایید کرد. ژاپن چهار گل زد. تماس با ما، درباره ما، صفحه نخست."},
    {"ur", "windows-1256",
     "وزیر اعظم نے کہا ہے کہ حکومت عوام کو پانی اور بجلی فراہم کرنے کے لیے نئے منصوبے شروع کرے گی۔ "
     "انہوں نے بتایا کہ گزشتہ ہفتے بارش کے بعد سڑکیں بند ہو گئی تھیں اور لوگوں کو بہت مشکل کا "
     "سامنا "
     "تھا۔ پاکستان میں ٹیم نے میچ جیت لیا۔ ڈاکٹر، چھوٹا، بڑی، ژالہ باری۔"},
    {"ru", kCyrillic,
     "Министр заявил, что правительство подготовит новую программу развития городов и посёлков до "
     "конца следующего года. По его словам, цены на воду и электричество расти не будут. Вчера "
     "вечером на шоссе около больницы произошла авария: погибли три человека, ещё двое находятся в "
     "тяжёлом состоянии. Полиция просит всех, кто видел это, позвонить по телефону. Жители "
     "жалуются "
     "на шум, грязь и плохие дороги, а чиновники объясняют всё нехваткой денег. Наша команда "
     "выиграла матч со счётом два ноль. Читайте также: главная страница, общество, экономика, "
     "спорт, культура, наука, здоровье, поиск, обратная связь. Когда человек хочет быть "
     "счастливым, "
     "он должен просто жить и работать. Объявления, съёмка, цифры, эфир, юбилей, щука, ящик."},
    {"bg", "windows-1251 ISO-8859-5 x-mac-cyrillic IBM866 IBM855 KOI8-R",
     "Министърът заяви, че правителството ще подготви нова програма за развитие на градовете и "
     "селата до края на следващата година. По думите му цените на водата и тока няма да се "
     "повишават. Снощи на пътя край болницата стана тежка катастрофа, при която загинаха трима "
     "души, а още двама са ранени. Полицията моли всички, които са видели случилото се, да се "
     "обадят "
     "на телефона. Хората се оплакват от шума, мръсотията и лошите улици. Нашият отбор спечели "
     "мача "
     "с два на нула. Прочетете още: начало, общество, икономика, спорт, култура, наука, здраве, "
     "търсене, връзка с нас. Ако човек иска да бъде щастлив, той трябва да живее и да работи."},
    {"uk", "windows-1251 KOI8-U ISO-8859-5 x-mac-cyrillic",
     "Міністр заявив, що уряд підготує нову програму розвитку міст і сіл до кінця наступного року. "
     "За його словами, ціни на воду та електрику не зростатимуть. Учора ввечері біля лікарні "
     "сталася "
     "аварія: загинули троє людей, ще двоє перебувають у важкому стані. Поліція просить усіх, хто "
     "бачив це, зателефонувати. Мешканці скаржаться на шум, бруд і погані дороги. Наша команда "
     "виграла матч. Читайте також: головна, суспільство, економіка, спорт, культура, її ґанок, "
     "з'їзд, пошук, зв'язок, здоров'я, новини України, Київ, Європа."},
    {"sr", "windows-1251 ISO-8859-5 x-mac-cyrillic IBM855",
     "Министар је изјавио да ће влада припремити нови програм развоја градова и села до краја "
     "следеће године. Он каже да цене воде и струје неће расти. Синоћ се на путу код болнице "
     "догодила "
     "тешка несрећа у којој су погинула три човека. Полиција моли све који су то видели да се "
     "јаве. "
     "Људи се жале на буку и лоше улице. Наш тим је победио. Почетна, друштво, економија, спорт, "
     "култура, здравље, претрага, ђак, џеп, љубав, њива, што је учињено."},
    {"el", "windows-1253 ISO-8859-7",
     "Ο υπουργός δήλωσε ότι η κυβέρνηση θα ετοιμάσει νέο πρόγραμμα για την ανάπτυξη των πόλεων και "
     "των χωριών μέχρι το τέλος του επόμενου έτους. Σύμφωνα με τον ίδιο, οι τιμές του νερού και "
     "του "
     "ρεύματος δεν θα αυξηθούν. Χθες το βράδυ κοντά στο νοσοκομείο έγινε σοβαρό ατύχημα: τρεις "
     "άνθρωποι έχασαν τη ζωή τους και άλλοι δύο τραυματίστηκαν. Η αστυνομία ζητά από όσους είδαν "
     "το "
     "γεγονός να τηλεφωνήσουν. Οι κάτοικοι διαμαρτύρονται για τον θόρυβο και τους κακούς δρόμους. "
     "Η "
     "ομάδα μας κέρδισε τον αγώνα. Διαβάστε επίσης: αρχική σελίδα, κοινωνία, οικονομία, "
     "πολιτισμός, "
     "επιστήμη, υγεία, αναζήτηση, επικοινωνία, ψηφιακά, ξένοι, Αθήνα, Έλληνες, Ήταν, Ώρα, Ίσως, "
     "Όταν, "
     "Ύδρα, ΰ, ΐ, προϊόν, Ευρώπη."},
    {"he", "windows-1255 ISO-8859-8-I",
     "השר אמר כי הממשלה תכין תוכנית חדשה לפיתוח הערים והכפרים עד סוף השנה הבאה. לדבריו, מחירי המים "
     "והחשמל לא יעלו. אתמול בערב אירעה תאונה קשה ליד בית החולים: שלושה בני אדם נהרגו ושניים נוספים "
     "נפצעו. המשטרה מבקשת מכל מי שראה את המקרה להתקשר. התושבים מתלוננים על הרעש ועל הדרכים "
     "הגרועות. "
     "הקבוצה שלנו ניצחה במשחק. קראו עוד: דף הבית, חברה, כלכלה, ספורט, תרבות, מדע, בריאות, חיפוש, "
     "צור "
     "קשר, כל הזכויות שמורות. אם אדם רוצה להיות מאושר הוא צריך פשוט לחיות ולעבוד."},
    {"th", "windows-874",
     "รัฐมนตรีกล่าวว่ารัฐบาลจะจัดทำโครงการใหม่เพื่อพัฒนาเมืองและหมู่บ้านภายในสิ้นปีหน้า และราคาน้ำกับไฟฟ้าจะไม่เพิ่มขึ้น "
     "เมื่อคืนนี้เกิดอุบัติเหตุร้ายแรงใกล้โรงพยาบาล มีผู้เสียชีวิตสามคนและบาดเจ็บอีกสองคน "
     "ตำรวจขอให้ผู้ที่เห็นเหตุการณ์โทรศัพท์แจ้ง "
     "ชาวบ้านบ่นเรื่องเสียงดังและถนนไม่ดี ทีมของเราชนะการแข่งขัน อ่านต่อ หน้าแรก สังคม เศรษฐกิจ กีฬา วัฒนธรรม "
     "วิทยาศาสตร์ "
     "สุขภาพ ค้นหา ติดต่อเรา ข่าวล่าสุด ประเทศไทย ถ้าคุณต้องการความสุขก็ควรใช้ชีวิตและทำงานอย่างซื่อสัตย์ ผู้หญิง ใหญ่ ฤดู "
     "ฝั่ง ภูเขา "
     "ศึกษา ธุรกิจ ณ ฐาน ฎีกา ฆ่า ฌาน ฬ ๆ ฯ"},
    {"vi", "windows-1258",
     "Bộ trưởng cho biết chính phủ sẽ chuẩn bị một chương trình mới để phát triển các thành phố và "
     "làng "
     "xã trước cuối năm sau. Theo ông, giá nước và giá điện sẽ không tăng. Tối hôm qua, gần bệnh "
     "viện đã "
     "xảy ra một vụ tai nạn nghiêm trọng làm ba người chết và hai người bị thương. Cảnh sát đề "
     "nghị "
     "những ai nhìn thấy sự việc hãy gọi điện thoại. Người dân phàn nàn về tiếng ồn và những con "
     "đường "
     "xấu. Đội của chúng tôi đã thắng trận đấu. Đọc thêm: trang chủ, xã hội, kinh tế, thể thao, "
     "văn hóa, "
     "khoa học, sức khỏe, tìm kiếm, liên hệ, quyền, được, muốn, trẻ, ngủ, kỹ thuật, tiếng Việt."},
    {"ja", "Shift_JIS EUC-JP",
     "大臣は来年末までに都市と村の新しい開発計画を作ると述べた。水道と電気の料金は上がらないという"
     "。昨日の夜、病院の近くで大"
     "きな事故があり、三人が死亡し、二人がけがをした。警察は目撃した人に電話をするよう呼びかけてい"
     "る。住民は騒音や悪い道路に"
     "ついて不満を言っている。私たちのチームは試合に勝ちました。続きを読む、ホーム、社会、経済、ス"
     "ポーツ、文化、科学、健康、"
     "検索、お問い合わせ、ニュース、サイト、ページ、メール、インターネット、コンピュータ、サービス"
     "、データ、ユーザー、リンク。"
     "このような時には、どうすればいいのでしょうか。それは、その人が何をしたいかによって違うと思い"
     "ます。日本の会社では、ここ"
     "数年、新製品の発売が続いており、東京でも大阪でも多くの人が買っているそうです。また今回、月日"
     "年時分間前後上下中国内外"
     "部門長員会者業場所手方法文字用名入出力行見出発表情報を生成する「例」（注）です。"},
    {"ko", "EUC-KR",
     "장관은 정부가 내년 말까지 도시와 마을을 위한 새로운 개발 계획을 준비할 것이라고 말했다. 그는 "
     "수도와 전기 요금은 오르지 "
     "않을 것이라고 밝혔다. 어제 저녁 병원 근처에서 큰 사고가 나서 세 사람이 숨지고 두 명이 "
     "다쳤다. 경찰은 사고를 본 사람은 "
     "전화해 달라고 부탁했다. 주민들은 소음과 나쁜 도로에 대해 불만을 말하고 있습니다. 우리 팀이 "
     "경기에서 이겼습니다. 더 보기, "
     "홈, 사회, 경제, 스포츠, 문화, 과학, 건강, 검색, 문의하기, 뉴스, 사이트, 페이지, 메일, "
     "인터넷, 컴퓨터, 서비스, 회원가입, "
     "로그인, 자료실, 게시판, 한국, 서울특별시, 대한민국, 그리고 여러분은 어떻게 생각하십니까? "
     "저는 그것이 매우 중요한 문제라고 "
     "봅니다. 없는 때에도 있으면 좋겠지만, 모든 일은 시간이 필요하다. 제목 이름 날짜 조회 번호 "
     "글쓴이 내용 다음 이전 목록."},
    {"zh-Hans", "gb18030",
     "部长表示，政府将在明年年底以前为城市和乡村制定新的发展计划，水电价格不会上涨。昨天晚上医院附"
     "近发生了严重事故，三人死亡，"
     "两人受伤。警察请看到这件事的人打电话。居民对噪音和不好的道路有意见。我们的球队赢了比赛。更多"
     "，首页，社会，经济，体育，文"
     "化，科学，健康，搜索，联系我们，新闻，网站，页面，邮件，软件，服务，用户，登录，注册，关于，"
     "版权所有。的一是在不了有和人"
     "这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多"
     "定行学法所民得经十三之进着"
     "等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然"
     "前外天政四日那社义事平形相"
     "全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军"
     "很情者最立代想已通并提直题"
     "党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她"
     "手角期根论运农指几九区强放"
     "决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术"
     "极交受联什认六共权收证改清"
     "己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信"
     "马节话米整空元况今集温传土"
     "许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素"
     "技备半办青省列习响约支般史"
     "感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派"
     "层片始却专状育厂京识适属圆"
     "包火住调满县局照参红细引听该铁价严"},
    {"zh-Hant", "Big5",
     "部長表示，政府將在明年年底以前為城市和鄉村制定新的發展計畫，水電價格不會上漲。昨天晚上醫院附"
     "近發生了嚴重事故，三人死亡，"
     "兩人受傷。警察請看到這件事的人打電話。居民對噪音和不好的道路有意見。我們的球隊贏了比賽。更多"
     "，首頁，社會，經濟，體育，文"
     "化，科學，健康，搜尋，聯絡我們，新聞，網站，頁面，郵件，軟體，服務，用戶，登入，註冊，關於，"
     "版權所有。的一是在不了有和人"
     "這中大為上個國我以要他時來用們生到作地於出就分對成會可主發年動同工也能下過子說產種面而方後多"
     "定行學法所民得經十三之進著"
     "等部度家電力裡如水化高自二理起小物現實加量都兩體制機當使點從業本去把性好應開它合還因由其些然"
     "前外天政四日那社義事平形相"
     "全表間樣與關各重新線內數正心反你明看原又麼利比或但質氣第向道命此變條只沒結解問意建月公無系軍"
     "很情者最立代想已通並提直題"
     "黨程展五果料象員革位入常文總次品式活設及管特件長求老頭基資邊流路級少圖山統接知較將組見計別她"
     "手角期根論運農指幾九區強放"
     "決西被做必戰先回則任取據處隊南給色光門即保治北造百規熱領七海口東導器壓志世金增爭濟階油思術極"
     "交受聯什認六共權收證改清己"
     "美再採轉更單風切打白教速花帶安場身車例真務具萬每目至達走積示議聲報完類八離華名確才科張信馬節"
     "話米整空元況今集溫傳土許步"
     "群廣石記需段研界拉林律叫且究觀越織裝影算低持音眾書布復容兒須際商非驗連斷深難近千周委素技備半"
     "辦青省列習響約支般史感勞便"
     "團往歷市克何除消構府稱太準精值號率族維劃選標寫存候親快效院查江型眼王按格養易置派層片始卻專狀"
     "育識適屬圓包火住調滿縣局照"
     "參紅細引聽該鐵價嚴台灣喔啦嗎吧呢妳您"},
    {"en", kWestern,
     "The minister said that the government will prepare a new plan for the towns and villages "
     "before "
     "the end of next year, and that water and electricity prices would not rise. Last night there "
     "was "
     "a serious accident near the hospital; three people were killed and two more were injured. "
     "The "
     "police have asked anyone who saw what happened to call them. People complain about noise, "
     "dirt "
     "and bad roads, while officials explain everything by a lack of money. Our team won the "
     "match. "
     "Read more: home page, society, economy, sports, culture, science, health, search, contact "
     "us, "
     "all rights reserved. If you want to be happy, just live and work. We’ve “quoted” it – don’t "
     "worry, it’s quite easy."},
    {"fr", kWestern,
     "Le ministre a déclaré que le gouvernement préparera un nouveau programme pour les villes et "
     "les "
     "villages avant la fin de l’année prochaine, et que les prix de l’eau et de l’électricité "
     "n’augmenteront pas. Hier soir, un grave accident s’est produit près de l’hôpital : trois "
     "personnes ont été tuées et deux autres blessées. La police demande à ceux qui ont vu la "
     "scène "
     "d’appeler. Les habitants se plaignent du bruit et des mauvaises routes. Notre équipe a gagné "
     "le "
     "match. À lire aussi : accueil, société, économie, culture, santé, recherche, où êtes-vous ? "
     "Ça "
     "va, le cœur, les sœurs, une œuvre, bientôt, français, maïs, Noël, aiguë, sûr, île, théâtre, "
     "là, "
     "voilà, déjà, même, être, après, très, « oui », 10 €."},
    {"de", kWestern,
     "Der Minister sagte, die Regierung werde bis zum Ende des nächsten Jahres ein neues Programm "
     "für "
     "die Städte und Dörfer vorbereiten, und die Preise für Wasser und Strom würden nicht steigen. "
     "Gestern Abend gab es in der Nähe des Krankenhauses einen schweren Unfall; drei Menschen "
     "wurden "
     "getötet und zwei weitere verletzt. Die Polizei bittet alle, die etwas gesehen haben, sich zu "
     "melden. Die Einwohner klagen über Lärm und schlechte Straßen. Unsere Mannschaft hat das "
     "Spiel "
     "gewonnen. Weiterlesen: Startseite, Gesellschaft, Wirtschaft, Kultur, Gesundheit, Suche, Über "
     "uns, Österreich, größer, schön, müssen, können, Grüße, Größe, heißt, Ärzte, fünf, zwölf, für "
     "10 "
     "€."},
    {"es", kWestern,
     "El ministro declaró que el gobierno preparará un nuevo programa para las ciudades y los "
     "pueblos "
     "antes de fin del próximo año, y que los precios del agua y de la electricidad no subirán. "
     "Anoche "
     "se produjo un grave accidente cerca del hospital: tres personas murieron y otras dos "
     "resultaron "
     "heridas. La policía pide que llamen quienes vieron lo que pasó. Los vecinos se quejan del "
     "ruido "
     "y de las malas calles. Nuestro equipo ganó el partido. Leer más: inicio, sociedad, economía, "
     "cultura, salud, búsqueda, ¿qué es?, ¡también!, español, niños, mañana, pingüino, "
     "información, "
     "aquí, está, más, según, país, América, Él, Último, 10 €."},
    {"pt", kWestern,
     "O ministro declarou que o governo vai preparar um novo programa para as cidades e as aldeias "
     "até "
     "ao fim do próximo ano, e que os preços da água e da eletricidade não vão subir. Ontem à "
     "noite "
     "houve um grave acidente perto do hospital: três pessoas morreram e outras duas ficaram "
     "feridas. "
     "A polícia pede a quem viu o que aconteceu que telefone. Os moradores queixam-se do ruído e "
     "das "
     "ruas más. A nossa equipa ganhou o jogo. Leia mais: início, sociedade, economia, saúde, "
     "pesquisa, "
     "você, avô, avó, português, informação, informações, não, são, então, também, através, só, é, "
     "ações, mãe, coração, ilhéus, às, pôr, últimos, 10 €."},
    {"it", kWestern,
     "Il ministro ha dichiarato che il governo preparerà un nuovo programma per le città e i paesi "
     "entro la fine del prossimo anno, e che i prezzi dell’acqua e della luce non aumenteranno. "
     "Ieri "
     "sera c’è stato un grave incidente vicino all’ospedale: tre persone sono morte e altre due "
     "sono "
     "rimaste ferite. La polizia chiede a chi ha visto la scena di telefonare. Gli abitanti si "
     "lamentano del rumore e delle strade. La nostra squadra ha vinto la partita. Leggi anche: "
     "società, economia, cultura, salute, ricerca, perché, più, già, così, può, sarà, università, "
     "cioè, lunedì, È vero, però, né, virtù, qualità, attività, 10 €."},
    {"nl", kWestern,
     "De minister zei dat de regering voor het einde van volgend jaar een nieuw plan voor de "
     "steden en "
     "dorpen zal maken en dat de prijzen van water en stroom niet omhoog gaan. Gisteravond "
     "gebeurde er "
     "een ernstig ongeluk bij het ziekenhuis; drie mensen kwamen om het leven. De politie vraagt "
     "iedereen die iets heeft gezien te bellen. De bewoners klagen over lawaai. Onze ploeg heeft "
     "de "
     "wedstrijd gewonnen. Lees meer: één, België, coördinatie, financiële, geïnteresseerd, reünie, "
     "vóór, hè, ideeën, 10 €."},
    {"sv", kWestern,
     "Ministern sade att regeringen ska förbereda ett nytt program för städerna och byarna före "
     "slutet "
     "av nästa år och att priserna på vatten och el inte kommer att höjas. I går kväll inträffade "
     "en "
     "svår olycka nära sjukhuset; tre människor dödades och två skadades. Polisen ber alla som såg "
     "det "
     "att ringa. Invånarna klagar över buller och dåliga vägar. Vårt lag vann matchen. Läs mer: "
     "samhälle, kultur, hälsa, sök, också, får, på, när, är, från, då, även, året, Sverige, Ö, "
     "Åland, "
     "Älska, idé, möjlighet, göra, själv, kött, mjölk, färsk."},
    {"da", kWestern,
     "Ministeren sagde, at regeringen vil forberede et nyt program for byerne og landsbyerne inden "
     "udgangen af næste år, og at priserne på vand og strøm ikke vil stige. I går aftes skete der "
     "en "
     "alvorlig ulykke nær sygehuset; tre mennesker blev dræbt, og to blev såret. Politiet beder "
     "alle, "
     "der så det, om at ringe. Indbyggerne klager over støj og dårlige veje. Vores hold vandt "
     "kampen. "
     "Læs mere: samfund, økonomi, søg, også, på, når, år, være, første, små, Ærø, Århus, Østen, "
     "spørgsmål, hjælp, børn, ikke, få, én, København, norske ønsker, språk, etter, gjør, hjelp."},
    {"fi", "windows-1252 ISO-8859-15 macintosh",
     "Ministeri sanoi, että hallitus valmistelee uuden ohjelman kaupungeille ja kylille ennen ensi "
     "vuoden loppua ja että veden ja sähkön hinnat eivät nouse. Eilen illalla sairaalan lähellä "
     "tapahtui vakava onnettomuus, jossa kolme ihmistä kuoli ja kaksi loukkaantui. Poliisi pyytää "
     "kaikkia tapahtuman nähneitä soittamaan. Asukkaat valittavat melusta ja huonoista teistä. "
     "Joukkueemme voitti ottelun. Lue lisää: yhteiskunta, talous, terveys, haku, myös, tämä, "
     "päivä, "
     "työ, Åbo, hyvää, yö, öljy, äiti, jäsen, pöytä, näkymä, käyttää, Šakki, šokki, Ž."},
    {"is", kWestern,
     "Ráðherrann sagði að ríkisstjórnin muni undirbúa nýja áætlun fyrir bæi og þorp áður en næsta "
     "ári "
     "lýkur og að verð á vatni og rafmagni hækki ekki. Í gærkvöldi varð alvarlegt slys nálægt "
     "sjúkrahúsinu. Lögreglan biður alla sem sáu það að hringja. Íbúarnir kvarta undan hávaða. "
     "Liðið "
     "okkar vann leikinn. Lesa meira: þjóð, þú, Þór, Ísland, það, við, önnur, öll, éta, síða, "
     "hún."},
    {"et", "windows-1257 ISO-8859-13 windows-1252 ISO-8859-15 ISO-8859-4 ISO-8859-10",
     "Minister ütles, et valitsus valmistab enne järgmise aasta lõppu ette uue programmi linnade "
     "ja "
     "külade jaoks ning et vee ja elektri hinnad ei tõuse. Eile õhtul juhtus haigla lähedal raske "
     "õnnetus, milles hukkus kolm inimest ja kaks said vigastada. Politsei palub kõigil, kes seda "
     "nägid, helistada. Elanikud kurdavad müra ja halbade teede üle. Meie meeskond võitis mängu. "
     "Loe "
     "lisaks: ühiskond, tervis, otsing, või, töö, päev, öö, Õismäe, Ülo, šokolaad, garaaž, žürii, "
     "Šveits, tšekk, dušš, Žanna, režiim."},
    {"lv", kBaltic,
     "Ministrs paziņoja, ka valdība līdz nākamā gada beigām sagatavos jaunu programmu pilsētām un "
     "ciemiem un ka ūdens un elektrības cenas nepieaugs. Vakar vakarā pie slimnīcas notika smaga "
     "avārija, kurā gāja bojā trīs cilvēki un divi tika ievainoti. Policija lūdz piezvanīt visus, "
     "kas "
     "to redzēja. Iedzīvotāji sūdzas par troksni un sliktiem ceļiem. Mūsu komanda uzvarēja spēlē. "
     "Lasi "
     "vēl: sākums, sabiedrība, ekonomika, veselība, meklēšana, Rīgā, Latvijā, šodien, žurnāls, "
     "čaks, "
     "ķirsis, ģimene, ļoti, ņemt, bērns, māja, Ēka, Ādaži, Čehija, Šis, Žanis, tāpēc, gaiļi, "
     "visā."},
    {"lt", kBaltic,
     "Ministras pareiškė, kad vyriausybė iki kitų metų pabaigos parengs naują miestų ir kaimų "
     "programą, o vandens ir elektros kainos nedidės. Vakar vakare prie ligoninės įvyko sunki "
     "avarija, "
     "žuvo trys žmonės, du buvo sužeisti. Policija prašo paskambinti visus, kurie tai matė. "
     "Gyventojai "
     "skundžiasi triukšmu ir blogais keliais. Mūsų komanda laimėjo rungtynes. Skaitykite: "
     "visuomenė, "
     "sveikata, paieška, Lietuvoje, šiandien, ačiū, čia, ąžuolas, įmonė, ūkis, žinios, Šiauliai, "
     "Įdomu, "
     "Žemė, Ėjo, Čekija, jų, tęsti, siųsti, būti, kęsti, geriausių."},
    {"pl", "windows-1250 ISO-8859-2 ISO-8859-16 ISO-8859-13 mac-centraleurope IBM852 windows-1257",
     "Minister oświadczył, że rząd do końca przyszłego roku przygotuje nowy program dla miast i "
     "wsi, a "
     "ceny wody i prądu nie wzrosną. Wczoraj wieczorem w pobliżu szpitala doszło do poważnego "
     "wypadku: "
     "trzy osoby zginęły, a dwie zostały ranne. Policja prosi wszystkich, którzy to widzieli, o "
     "telefon. Mieszkańcy skarżą się na hałas i złe drogi. Nasza drużyna wygrała mecz. Czytaj "
     "więcej: "
     "strona główna, społeczeństwo, zdrowie, wyszukiwanie, będzie, są, źle, więc, może, także, "
     "ćwiczyć, "
     "Łódź, Śląsk, Żory, Ćma, dziękuję, jeżeli, książka, mąż, koń, pięć, sześć, być, część."},
    {"cs", kCentral,
     "Ministr řekl, že vláda do konce příštího roku připraví nový program pro města a vesnice a že "
     "ceny vody a elektřiny neporostou. Včera večer se poblíž nemocnice stala vážná nehoda: tři "
     "lidé "
     "zahynuli a další dva byli zraněni. Policie žádá všechny, kdo to viděli, aby zavolali. "
     "Obyvatelé "
     "si stěžují na hluk a špatné silnice. Naše mužstvo vyhrálo zápas. Čtěte také: úvod, "
     "společnost, "
     "zdraví, vyhledávání, může, protože, když, který, ještě, už, dům, kůň, ďábel, loď, šťastný, "
     "ať, "
     "život, Říjen, Škoda, Žena, Česká republika, více, děti, něco, síň, Úřad, Ústí."},
    {"sk", kCentral,
     "Minister povedal, že vláda do konca budúceho roka pripraví nový program pre mestá a dediny a "
     "že "
     "ceny vody a elektriny neporastú. Včera večer sa pri nemocnici stala vážna nehoda: traja "
     "ľudia "
     "zahynuli a ďalší dvaja boli zranení. Polícia žiada všetkých, ktorí to videli, aby zavolali. "
     "Obyvatelia sa sťažujú na hluk a zlé cesty. Naše mužstvo vyhralo zápas. Čítajte aj: úvod, "
     "spoločnosť, zdravie, vyhľadávanie, môže, pretože, keď, ktorý, ešte, kôň, veľa, vŕba, stĺp, "
     "päť, "
     "mäso, byť, žiť, Ľudovít, Ťava, Ďakujem, Šaľa, Žilina, Čadca, dĺžka, kŕmiť."},
    {"hu", kCentral,
     "A miniszter azt mondta, hogy a kormány a jövő év végéig új programot készít a városok és "
     "falvak "
     "számára, és hogy a víz és az áram ára nem fog emelkedni. Tegnap este súlyos baleset történt "
     "a "
     "kórház közelében: hárman meghaltak, ketten megsérültek. A rendőrség kéri, hogy hívja fel, "
     "aki "
     "látta az esetet. A lakók a zajra és a rossz utakra panaszkodnak. A csapatunk megnyerte a "
     "mérkőzést. Olvassa el: főoldal, társadalom, gazdaság, egészség, keresés, kapcsolat, nő, idő, "
     "fű, gyűrű, tűz, erdő, Őszi, Ű, Új, Öt, Üdvözöljük, Ének, Óra, Által, között, első, után, jó, "
     "több, meg, kell, magyar, mű, szükség, külföld."},
    {"ro", "windows-1250 ISO-8859-16 ISO-8859-2 IBM852",
     "Ministrul a declarat că guvernul va pregăti până la sfârșitul anului viitor un nou program "
     "pentru orașe și sate și că prețurile la apă și la curent nu vor crește. Aseară, lângă "
     "spital, a "
     "avut loc un accident grav: trei persoane au murit și alte două au fost rănite. Poliția îi "
     "roagă "
     "pe cei care au văzut întâmplarea să sune. Locuitorii se plâng de zgomot și de drumurile "
     "proaste. "
     "Echipa noastră a câștigat meciul. Citește și: știri, societate, sănătate, căutare, și, în, "
     "România, București, țară, această, după, fără, însă, Îmi, Școală, Țara, Ăsta, ești, toți, "
     "şi, ţara, "
     "oraşe, ştiri, preţul, faţă, aşa, Ştefan, Ţepeş."},
    {"hr", "windows-1250 ISO-8859-2 ISO-8859-16 ISO-8859-13 mac-centraleurope IBM852",
     "Ministar je izjavio da će vlada do kraja sljedeće godine pripremiti novi program za gradove "
     "i "
     "sela te da cijene vode i struje neće rasti. Sinoć se kod bolnice dogodila teška nesreća: "
     "troje "
     "ljudi je poginulo, a dvoje je ozlijeđeno. Policija moli sve koji su to vidjeli da se jave. "
     "Stanovnici se žale na buku i loše ceste. Naša momčad je pobijedila. Pročitajte: početna, "
     "društvo, zdravlje, tražilica, više, između, također, još, već, što, žena, čovjek, kuća, đak, "
     "Čakovec, Šibenik, Županja, Đakovo, Ćiro."},
    {"sl", "windows-1250 ISO-8859-2 ISO-8859-16 mac-centraleurope IBM852",
     "Minister je dejal, da bo vlada do konca prihodnjega leta pripravila nov program za mesta in "
     "vasi "
     "in da se cene vode in elektrike ne bodo zvišale. Sinoči se je pri bolnišnici zgodila huda "
     "nesreča: trije ljudje so umrli, dva pa sta bila ranjena. Policija prosi vse, ki so to "
     "videli, "
     "naj pokličejo. Prebivalci se pritožujejo nad hrupom in slabimi cestami. Naše moštvo je "
     "zmagalo. "
     "Preberite: družba, zdravje, iskanje, več, še, že, če, ženska, človek, hiša, Čez, Škofja "
     "Loka, "
     "Železniki, našo, vključno, različne, možnost, tudi, ki so, ali, kako."},
    {"tr", "windows-1254 ISO-8859-3",
     "Bakan, hükümetin gelecek yılın sonuna kadar şehirler ve köyler için yeni bir program "
     "hazırlayacağını, su ve elektrik fiyatlarının artmayacağını söyledi. Dün akşam hastanenin "
     "yakınında ağır bir kaza oldu; üç kişi öldü, iki kişi yaralandı. Polis, olayı görenlerin "
     "aramasını istiyor. Halk gürültüden ve kötü yollardan şikâyet ediyor. Takımımız maçı kazandı. "
     "Devamını oku: ana sayfa, toplum, ekonomi, sağlık, arama, iletişim, çok, değil, için, şu, "
     "ışık, "
     "İstanbul, Türkiye, Çin, Şanlı, Öğrenci, Ülke, doğru, çünkü, güneş, ağaç, kızı, sıcak, "
     "ıslak."},
    {"mt", "ISO-8859-3",
     "Il-ministru qal li l-gvern se jħejji programm ġdid għall-bliet u l-irħula qabel tmiem "
     "is-sena d-"
     "dieħla u li l-prezzijiet tal-ilma u tad-dawl mhux se jogħlew. Ilbieraħ filgħaxija ħdejn l-"
     "isptar seħħ inċident gravi: mietu tliet persuni. Il-pulizija qed titlob lil kull min ra "
     "x’ġara "
     "biex iċempel. Aqra aktar: saħħa, tfittxija, Ċetta, Ġorġ, Ħamrun, Żebbuġ, żgħir, għaliex, "
     "hawnhekk, "
     "jiġi, jista’, wieħed, oħra, à, è, ù."},
    {"eo", "ISO-8859-3",
     "La ministro diris, ke la registaro ĝis la fino de la venonta jaro preparos novan programon "
     "por la "
     "urboj kaj vilaĝoj kaj ke la prezoj de akvo kaj elektro ne altiĝos. Hieraŭ vespere apud la "
     "malsanulejo okazis grava akcidento: tri homoj mortis kaj du estis vunditaj. La polico petas "
     "ĉiujn, kiuj vidis tion, telefoni. La loĝantoj plendas pri bruo. Nia teamo gajnis la maĉon. "
     "Legu "
     "ankaŭ: ĉefpaĝo, socio, sano, serĉo, ĉu, ŝi, ĵurnalo, ĥoro, ĝi, Ĉi tiu, Ŝia, Ĝis, aŭ, antaŭ, "
     "naŭ, preskaŭ, ĉar, eĉ, manĝaĵo."},
    {"cy", "ISO-8859-14",
     "Dywedodd y gweinidog y bydd y llywodraeth yn paratoi rhaglen newydd ar gyfer y trefi a'r "
     "pentrefi cyn diwedd y flwyddyn nesaf. Neithiwr bu damwain ddifrifol ger yr ysbyty. Mae'r "
     "heddlu "
     "yn gofyn i bawb ffonio. Darllenwch: tŷ, tŵr, dŵr, gŵr, cŵn, Ŵyn, Ŷd, sŵn, llŷn, ŵy, môr, "
     "tân, "
     "gêm, sîn, pêl, llwyddiannus, Cymru, ysgol, plant, newyddion, iechyd, chwilio."},
};

}  // namespace

std::span<const CharsetSample> charset_samples() { return kSamples; }

}  // namespace rasd
